import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sectionsOf } from '../../api/markdown.ts';
import { type ComparedSection, type ComparedWords, comparePolicyTexts } from '../../api/policy-comparison.ts';
import type { UseRule } from '../../domain/policy-text.ts';

const compared = (before: string, after: string) =>
  comparePolicyTexts({ markdown: before, rules: [] }, { markdown: after, rules: [] }).sections;
/** "[-old-]{+new+}", as people write differences into a mail. */
const inWriting = (words: ComparedWords[]) =>
  words
    .map(({ text, change }) =>
      change === 'same' ? text : change === 'added' ? `{+${text}+}` : `[-${text}-]`,
    )
    .join('');
const told = (sections: ComparedSection[]) =>
  sections.map(({ anchor, change, words }) => [change, anchor.replace('section-', ''), inWriting(words)]);

describe('what changed from one version of a policy to another', () => {
  it('is told by section, and word by word within it', () => {
    const before =
      '# Scope\n\nAll staff.\n\n# Data\n\nNo *personal* data.\n\n# Old\n\nGone.\n\n# End\n\nBye.';
    const after = '# Scope\n\nAll staff.\n\n# Data\n\nNo *customer* data.\n\n# New\n\nCome.\n\n# End\n\nBye.';
    expect(told(compared(before, after))).toEqual([
      ['changed', 'data', 'No [-personal-]{+customer+} data.'],
      ['removed', 'old', '[-Gone.-]'],
      ['added', 'new', '{+Come.+}'],
    ]);
  });

  it('knows a section again that was renamed, and one that has moved', () => {
    expect(told(compared('# A\n\nSame.\n\n# B\n\nMore.', '# Aim\n\nSame.\n\n# B\n\nMore.'))).toEqual([
      ['changed', 'aim', '[-A-]{+Aim+}\n\nSame.'],
    ]);
    expect(told(compared('# A\n\na\n\n# B\n\nb\n\n# C\n\nc', '# B\n\nb\n\n# C\n\nc\n\n# A\n\na'))).toEqual([
      ['moved', 'a', 'a'],
    ]);
    expect(told(compared('# A\n\na\n\n# B\n\nb\n\n# C\n\nc', '# B\n\nb\n\n# C\n\nc\n\n# A\n\nx'))).toEqual([
      ['changed', 'a', '[-a-]{+x+}'],
    ]);
  });

  it('is also where a link leads, and how a text is marked up', () => {
    expect(told(compared('[Ask](/a) us', '[Ask](/b) us'))).toEqual([['changed', '', 'Ask (/[-a-]{+b+}) us']]);
    expect(told(compared('Never *do* it', 'Never **do** it'))).toEqual([
      ['changed', '', 'Never *{+*+}do*{+*+} it'],
    ]);
    expect(told(compared('# A\n\nx', '## A\n\nx'))).toEqual([['changed', 'a', '#{+#+} A\n\nx']]);
  });

  it('reads as sentences, items and rows do', () => {
    const before = '1. one\n2. two\n\n- a\n  - b\n\n> said\n\nTool | Data\n--|--\nA | all\n\n---';
    const words = inWriting(compared('', before)[0]?.words ?? []);
    expect(words).toBe('{+1. one\n2. two\n\n• a\n\n  • b\n\n> said\n\nTool | Data\nA | all\n\n---+}');
  });

  it('is nothing where both say the same, and something wherever they do not', () => {
    const part = fc.constantFrom(
      '# A',
      '# B',
      '## A',
      'x y',
      'x z',
      '- x',
      '*x*',
      '',
      '[x](/a)',
      '[x](/b)',
      'a | b\n--|--\nc | d',
    );
    const text = fc.array(part, { maxLength: 12 }).map((parts) => parts.join('\n\n'));
    const saidBy = (markdown: string) =>
      sectionsOf(markdown).map(({ anchor, source }) => [anchor, source.trim()]);
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(compared(before, before)).toEqual([]);
        const same = JSON.stringify(saidBy(before)) === JSON.stringify(saidBy(after));
        expect(compared(before, after).length === 0).toBe(same);
      }),
      { numRuns: 1_000 },
    );
  });

  it('holds all of both, whatever they are', () => {
    const line = fc.oneof(fc.constantFrom('# A', '- b', '> c', 'd | e', '- | -'), fc.lorem());
    const text = fc.array(line, { maxLength: 10 }).map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(text, text, (before, after) => {
        for (const { words, change } of compared(`# T\n\n${before}`, `# T\n\n${after}`)) {
          const without = (left: ComparedWords['change']) =>
            words
              .filter((piece) => piece.change !== left)
              .map((piece) => piece.text)
              .join('');
          if (change === 'added') expect(without('added')).toBe('');
          if (change === 'removed') expect(without('removed')).toBe('');
          if (change === 'changed') expect(without('added')).not.toBe(without('removed'));
        }
      }),
    );
  });

  it('is found in time where nothing is left as it was', () => {
    const words = (seed: string) =>
      Array.from({ length: 30_000 }, (_, index) => `${seed}${index % 97}`)
        .join(' ')
        .replaceAll(/(.{900}) /g, '$1\n\n');
    const started = performance.now();
    expect(compared(words('a'), words('b'))[0]?.words.map(({ change }) => change)).toEqual([
      'removed',
      'added',
    ]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

const rule = (id: string, statement: string, more: Partial<UseRule> = {}): UseRule => ({
  id,
  effect: 'prohibited',
  statement,
  dataClasses: [],
  systems: [],
  purposes: [],
  ...more,
});

describe('the rules of use of two versions', () => {
  const rulesOf = (before: UseRule[], after: UseRule[]) =>
    comparePolicyTexts({ markdown: 'x', rules: before }, { markdown: 'x', rules: after }).rules;

  it('are compared by their ids, whatever their order', () => {
    const [a, b, c] = [
      rule('a', 'No secrets.'),
      rule('b', 'No people.'),
      rule('c', 'Drafts.', { effect: 'acceptable' }),
    ];
    expect(rulesOf([a, b], [b, a])).toEqual([]);
    expect(rulesOf([a, b], [c, rule('a', 'No keys.')])).toEqual([
      { id: 'c', change: 'added', before: null, after: c, statement: [{ text: 'Drafts.', change: 'added' }] },
      {
        id: 'a',
        change: 'changed',
        before: a,
        after: rule('a', 'No keys.'),
        statement: [
          { text: 'No ', change: 'same' },
          { text: 'secrets', change: 'removed' },
          { text: 'keys', change: 'added' },
          { text: '.', change: 'same' },
        ],
      },
      {
        id: 'b',
        change: 'removed',
        before: b,
        after: null,
        statement: [{ text: 'No people.', change: 'removed' }],
      },
    ]);
  });

  it.each<Partial<UseRule>>([
    { effect: 'acceptable' },
    { dataClasses: ['personal'] },
    { systems: ['Chat'] },
    { purposes: ['marketing'] },
  ])('differ in %o too', (more) => {
    const [changed] = rulesOf([rule('a', 'It.')], [rule('a', 'It.', more)]);
    expect(changed).toMatchObject({ id: 'a', change: 'changed', after: more });
  });
});
