import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sectionsOf } from '../../api/markdown.ts';

const anchorsOf = (text: string) => sectionsOf(text).map(({ anchor }) => anchor);

describe('the sections of a text', () => {
  it('are what stands under each heading, and what stands before the first', () => {
    const text = 'Before.\n\n# Purpose\n\nWhy.\n\nAnd *more*.\n\n## Scope & aim\n\nWhat.\n';
    expect(
      sectionsOf(text).map(({ anchor, title, level, source }) => ({ anchor, title, level, source })),
    ).toEqual([
      { anchor: '', title: '', level: 1, source: 'Before.\n\n' },
      {
        anchor: 'section-purpose',
        title: 'Purpose',
        level: 1,
        source: '# Purpose\n\nWhy.\n\nAnd *more*.\n\n',
      },
      { anchor: 'section-scope-aim', title: 'Scope & aim', level: 2, source: '## Scope & aim\n\nWhat.\n' },
    ]);
  });

  it('leave out no level, whichever the author has left out', () => {
    const text = '### A\n\n##### B\n\n## C\n\n#### D\n\n### E';
    expect(sectionsOf(text).map(({ title, level }) => [title, level])).toEqual([
      ['A', 1],
      ['B', 2],
      ['C', 1],
      ['D', 2],
      ['E', 2],
    ]);
  });

  it('are named by the words of their heading, without its marks', () => {
    expect(sectionsOf('# **What** is `not` [allowed](/x) &amp; why\\!')[0]).toMatchObject({
      title: 'What is not allowed & why!',
      anchor: 'section-what-is-not-allowed-why',
    });
    expect(anchorsOf('# Zweck und Geltung für Ärzte\n\n# 目的')).toEqual([
      'section-zweck-und-geltung-für-ärzte',
      'section-目的',
    ]);
    expect(anchorsOf('# ?!\n\n# …')).toEqual(['section-', 'section--2']);
  });

  it('tell headings that say the same apart by the section that they are in, or else by a number', () => {
    const text = '# Staff\n\n## Scope\n\n# Vendors\n\n## Scope\n\n## Scope\n\n# Staff';
    expect(anchorsOf(text)).toEqual([
      'section-staff',
      'section-scope',
      'section-vendors',
      'section-vendors-scope',
      'section-vendors-scope-2',
      'section-staff-2',
    ]);
  });

  it('keep their anchors when another section changes, comes or goes', () => {
    const heading = fc.stringMatching(/^[A-Z][a-z]{2,8}$/);
    const distinct = fc.uniqueArray(heading, {
      minLength: 2,
      maxLength: 8,
      selector: (words) => words.toLowerCase(),
    });
    fc.assert(
      fc.property(distinct, fc.nat(), fc.string(), (headings, chosen, body) => {
        const text = (titles: string[]) => titles.map((title) => `## ${title}\n\nText.\n\n`).join('');
        const anchors = anchorsOf(text(headings));
        const gone = chosen % headings.length;
        expect(anchorsOf(text(headings.toSpliced(gone, 1)))).toEqual(anchors.toSpliced(gone, 1));
        const changed = headings.map(
          (title, index) => `## ${title}\n\n${index === gone ? body.replaceAll(/[#=\-\n]/g, '') : 'x'}\n\n`,
        );
        expect(anchorsOf(changed.join(''))).toEqual(expect.arrayContaining(anchors.toSpliced(gone, 1)));
      }),
    );
  });

  it('are each named once, and together they are the whole text', () => {
    const line = fc.oneof(
      fc.constantFrom('# A', '## A', '# B', '- x', '> q', '', '```', 'a | b', '- | -'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const text = lines.join('\n').replaceAll(/[^\n -~]/g, '');
        const sections = sectionsOf(text);
        expect(new Set(sections.map(({ anchor }) => anchor)).size).toBe(sections.length);
        expect(
          sections
            .map(({ source }) => source)
            .join('')
            .trim(),
        ).toBe(text.trim());
      }),
    );
  });
});
