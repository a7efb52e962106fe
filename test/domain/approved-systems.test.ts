import fc from 'fast-check';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Markdown } from '../../api/pages/components/markdown.tsx';
import {
  type ApprovedSystem,
  approvedSystemsTable,
  mostApprovedSystems,
  withApprovedSystems,
} from '../../domain/approved-systems.ts';
import { inventoryPlaceholder } from '../../domain/policy-text.ts';

const system = (name: string, more: Partial<ApprovedSystem> = {}): ApprovedSystem => ({
  system: name,
  use: 'Notes of meetings',
  dataClasses: ['public', 'internal'],
  providerMayTrain: false,
  ...more,
});

/** The cells of the rows as a reader sees them. */
function cellsOf(markdown: string): string[][] {
  const html = renderToString(h(Markdown, { text: markdown }));
  expect(html).not.toMatch(/<(a|em|strong|code)[ >]/);
  const [, body = ''] = /<tbody>(.*)<\/tbody>/s.exec(html) ?? [];
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) =>
      cell.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ),
  );
}

describe('the table of approved systems', () => {
  it('says which data each may be given, and whether its provider may learn from it', () => {
    const systems = [system('Scribe'), system('Helper', { dataClasses: ['public'], providerMayTrain: true })];
    expect(approvedSystemsTable({ systems, total: 2 })).toBe(
      [
        '| System | For | Public | Internal | Confidential | Personal | Special category | May learn from it |',
        '| --- | --- | --- | --- | --- | --- | --- | --- |',
        '| Scribe | Notes of meetings | yes | yes | – | – | – | no |',
        '| Helper | Notes of meetings | yes | – | – | – | – | yes |',
      ].join('\n'),
    );
    expect(approvedSystemsTable({ systems: [], total: 0 })).toBe('No AI system is approved yet.');
  });

  it('stands where a policy asks for it, between paragraphs, and nowhere else', () => {
    const approved = { systems: [system(`$& ${inventoryPlaceholder}`)], total: 1 };
    const text = withApprovedSystems(`Before\n${inventoryPlaceholder}\nafter`, approved);
    expect(cellsOf(text)).toEqual([
      [`$& ${inventoryPlaceholder}`, 'Notes of meetings', 'yes', 'yes', '–', '–', '–', 'no'],
    ]);
    expect(renderToString(h(Markdown, { text }))).toMatch(
      /<p dir="auto">Before<\/p><div.*<\/div><p dir="auto">after<\/p>/s,
    );
    expect(withApprovedSystems('Nothing asked', approved)).toBe('Nothing asked');
  });

  it.each([
    'a | b',
    'a \\| b \\',
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '![x](https://example.com/x.png)',
    'https://example.com www.example.com me@example.com',
    '*a* _b_ `c` ~~d~~ &lt; &#60;',
    '# 1. - > +',
  ])('holds %s as a name and nothing else', (name) => {
    const table = approvedSystemsTable({ systems: [system(name, { use: name })], total: 1 });
    expect(cellsOf(table)[0]?.slice(0, 2)).toEqual([name, name]);
  });

  it('holds one row for each, whatever it is called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.stringMatching(/^[|\\`*_<&\n\r]{1,20}$/),
    );
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const systems = names.map((one) => system(one));
        const cells = cellsOf(approvedSystemsTable({ systems, total: names.length }));
        expect(cells.map((row) => row.length)).toEqual(names.map(() => 8));
        expect(cells.map((row) => row[7])).toEqual(names.map(() => 'no'));
        for (const [shown = ''] of cells) expect(Array.from(shown).length).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('says how many more there are', () => {
    const systems = Array.from({ length: mostApprovedSystems }, (_, index) =>
      system(`System ${index}`.repeat(30)),
    );
    const table = approvedSystemsTable({ systems, total: 2_000 });
    expect(table).toMatch(/\n\nAnd 1,800 more, in the inventory\.$/);
    expect(table.length).toBeLessThan(100_000);
  });
});
