import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dataClasses,
  effectsOnPeople,
  highRiskAreas,
  prohibitedPractices,
  systemKinds,
  systemOrigins,
} from '../../domain/adoption-request-content.ts';
import { triageCatalogue } from '../../domain/triage-catalogue.ts';
import { severity, triage } from '../../domain/triage.ts';
import { contentWith, type ContentChanges } from './request-story.ts';

/** Answers that make exactly this rule's conditions true, one value of each. */
function answersFor(when: object, pick: (values: readonly unknown[]) => unknown): ContentChanges {
  const changes: Record<string, Record<string, unknown>> = {};
  for (const [path, wanted] of Object.entries(when) as [string, readonly unknown[]][]) {
    const [section = '', field = ''] = path.split('.');
    const isList = field === 'classes' || section === 'screening';
    const value = pick(wanted);
    changes[section] = { ...changes[section], [field]: isList ? [value] : value };
  }
  return changes;
}

function valueAt(value: unknown, key: string): unknown {
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

const tierOf = (changes: ContentChanges) => triage(contentWith(changes), triageCatalogue).tier;
const rulesOf = (changes: ContentChanges) =>
  triage(contentWith(changes), triageCatalogue).reasons.map(({ rule }) => rule);

const answers = fc.record({
  data: fc.record({ classes: fc.subarray([...dataClasses]), providerMayTrain: fc.boolean() }),
  effect: fc.record({ onPeople: fc.constantFrom(...effectsOnPeople) }),
  system: fc.record({ kind: fc.constantFrom(...systemKinds), origin: fc.constantFrom(...systemOrigins) }),
  screening: fc.record({
    prohibitedPractices: fc.subarray([...prohibitedPractices]),
    highRiskAreas: fc.subarray([...highRiskAreas]),
  }),
});

describe('the catalogue', () => {
  it('has rules of distinct names, each with a source that is listed', () => {
    const ids = triageCatalogue.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { source } of triageCatalogue.rules) {
      expect(Object.keys(triageCatalogue.sources)).toContain(source.document);
    }
  });

  it.each(triageCatalogue.rules.map((rule) => [rule.id, rule] as const))('%s fires', (id, rule) => {
    for (const pick of [(values: readonly unknown[]) => values[0], (v: readonly unknown[]) => v.at(-1)]) {
      expect(rulesOf(answersFor(rule.when, pick))).toContain(id);
    }
  });

  it('fires a rule when every one of its conditions holds, and only then', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const content = contentWith(given);
        const expected = triageCatalogue.rules.filter(({ when }) =>
          Object.entries(when).every(([path, wanted]) => {
            const [section = '', field = ''] = path.split('.');
            const values = [valueAt(valueAt(content, section), field)].flat();
            return values.some((one) => wanted.some((other) => other === one));
          }),
        );
        expect(new Set(rulesOf(given))).toEqual(new Set(expected.map(({ id }) => id)));
      }),
    );
  });
});

describe('the tier', () => {
  it('is low where no rule fires', () => {
    expect(triage(contentWith({}), triageCatalogue)).toEqual({
      tier: 'low',
      catalogue: triageCatalogue.version,
      reasons: [],
    });
  });

  it.each([
    ['low', {}],
    ['low', { data: { classes: ['confidential'] } }],
    ['medium', { data: { classes: ['confidential'] }, system: { origin: 'third_party_service' } }],
    ['medium', { data: { classes: ['personal'] } }],
    ['high', { data: { classes: ['personal'], providerMayTrain: true } }],
    ['high', { effect: { onPeople: 'decides' } }],
    ['high', { screening: { highRiskAreas: ['4_employment'] }, effect: { onPeople: 'assists_decision' } }],
    ['critical', { screening: { highRiskAreas: ['4_employment'] }, effect: { onPeople: 'decides' } }],
    ['critical', { data: { classes: ['special_category'], providerMayTrain: true } }],
    ['prohibited', { screening: { prohibitedPractices: ['c_social_scoring'] } }],
  ] satisfies [string, ContentChanges][])('is %s for %j', (tier, changes) => {
    expect(tierOf(changes)).toBe(tier);
  });

  it('is the highest of its reasons, which stand highest first and name answer, rule and source', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { tier, reasons } = triage(contentWith(given), triageCatalogue);
        const severities = reasons.map((reason) => severity(reason.tier));
        expect(severity(tier)).toBe(Math.max(0, ...severities));
        expect(severities).toEqual(severities.toSorted((a, b) => b - a));
        for (const { answers: named, source } of reasons) {
          expect(named.length).toBeGreaterThan(0);
          expect(source).toContain(', ');
        }
      }),
    );
  });

  it('never falls when an answer is added', () => {
    const more = fc.tuple(answers, answers).map(([a, b]) => {
      const union = <Item>(left: Item[], right: Item[]) => [...new Set([...left, ...right])];
      return {
        less: a,
        more: {
          ...a,
          data: {
            classes: union(a.data.classes, b.data.classes),
            providerMayTrain: a.data.providerMayTrain || b.data.providerMayTrain,
          },
          screening: {
            prohibitedPractices: union(a.screening.prohibitedPractices, b.screening.prohibitedPractices),
            highRiskAreas: union(a.screening.highRiskAreas, b.screening.highRiskAreas),
          },
        },
      };
    });
    fc.assert(
      fc.property(more, ({ less, more: added }) => {
        expect(severity(tierOf(added))).toBeGreaterThanOrEqual(severity(tierOf(less)));
      }),
    );
  });

  it('never falls when the system does more to people', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const severities = effectsOnPeople.map((onPeople) =>
          severity(tierOf({ ...given, effect: { onPeople } })),
        );
        expect(severities).toEqual(severities.toSorted((a, b) => a - b));
      }),
    );
  });
});
