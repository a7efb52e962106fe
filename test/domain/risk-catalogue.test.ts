import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AdoptionRequestContent,
  dataClasses,
  effectsOnPeople,
  highRiskAreas,
  systemKinds,
  systemOrigins,
} from '../../domain/adoption-request-content.ts';
import {
  catalogueRisk,
  proposedByOf,
  proposedRisks,
  requiredRisks,
  riskCatalogue,
} from '../../domain/risk-catalogue.ts';
import { riskCategories } from '../../domain/risk-state.ts';
import { triage } from '../../domain/triage.ts';
import { triageCatalogue } from '../../domain/triage-catalogue.ts';

type Answers = Pick<AdoptionRequestContent, 'data' | 'effect' | 'screening' | 'system'>;

/** Every combination of kind, origin, effect, one data class or area at a time, and whether the provider may train. */
function everyCase(): Answers[] {
  const areas = [undefined, ...highRiskAreas];
  return systemKinds.flatMap((kind) =>
    systemOrigins.flatMap((origin) =>
      effectsOnPeople.flatMap((onPeople) =>
        dataClasses.flatMap((dataClass) =>
          areas.flatMap((area) =>
            [true, false].map((providerMayTrain): Answers => ({
              system: { name: 'S', provider: 'P', model: 'M', kind, origin },
              effect: { onPeople, affected: [] },
              data: { classes: [dataClass], providerMayTrain },
              screening: { prohibitedPractices: [], highRiskAreas: area === undefined ? [] : [area] },
            })),
          ),
        ),
      ),
    ),
  );
}

const idsOf = (answers: Answers) => proposedRisks(answers).map(({ id }) => id);
const tierOf = (answers: Answers) => triage(answers, triageCatalogue).tier;
const required = (answers: Answers) =>
  requiredRisks(answers as AdoptionRequestContent, tierOf(answers)).map(({ id }) => id);

describe('the risk catalogue', () => {
  const { risks, sources } = riskCatalogue;

  it('names each risk once, in a category, with a source that it lists and what reduces it', () => {
    expect(new Set(risks.map(({ id }) => id)).size).toBe(risks.length);
    expect(new Set(risks.map(({ category }) => category))).toEqual(new Set(riskCategories));
    for (const risk of risks) {
      expect(risk.sources.length, risk.id).toBeGreaterThan(0);
      for (const { document } of risk.sources) expect(sources[document], risk.id).toBeDefined();
      expect(risk.controls.length, risk.id).toBeGreaterThan(0);
      expect(risk.when.every((wanted) => Object.keys(wanted).length > 0)).toBe(true);
      expect(catalogueRisk(proposedByOf(risk))).toBe(risk);
    }
    const cited = new Set(risks.flatMap((risk) => risk.sources.map(({ document }) => document)));
    expect(cited).toEqual(new Set(Object.keys(sources)));
  });

  it('proposes each risk for some uses and not for all', () => {
    const cases = everyCase().map(idsOf);
    for (const { id } of risks) {
      const proposing = cases.filter((ids) => ids.includes(id)).length;
      expect(proposing, id).toBeGreaterThan(0);
      expect(proposing, id).toBeLessThan(cases.length);
    }
  });

  it('demands something of every use of high or critical tier, and nothing of a lower one', () => {
    for (const answers of everyCase()) {
      const tier = tierOf(answers);
      const isHigh = tier === 'high' || tier === 'critical';
      expect(required(answers)).toEqual(isHigh ? idsOf(answers) : []);
      if (isHigh) expect(idsOf(answers).length, JSON.stringify(answers)).toBeGreaterThan(0);
    }
  });

  it('proposes nothing before anything has been answered', () => {
    expect(proposedRisks({})).toEqual([]);
  });
});

describe('whatever is answered', () => {
  const answers: fc.Arbitrary<Answers> = fc.record({
    system: fc.record({
      name: fc.constant('S'),
      provider: fc.constant('P'),
      model: fc.constant('M'),
      kind: fc.constantFrom(...systemKinds),
      origin: fc.constantFrom(...systemOrigins),
    }),
    effect: fc.record({ onPeople: fc.constantFrom(...effectsOnPeople), affected: fc.constant([]) }),
    data: fc.record({ classes: fc.subarray([...dataClasses]), providerMayTrain: fc.boolean() }),
    screening: fc.record({
      prohibitedPractices: fc.constant([]),
      highRiskAreas: fc.subarray([...highRiskAreas]),
    }),
  });

  it('more data and more high-risk areas never take a risk away', () => {
    fc.assert(
      fc.property(
        answers,
        fc.subarray([...dataClasses]),
        fc.subarray([...highRiskAreas]),
        (given, data, areas) => {
          const more: Answers = {
            ...given,
            data: { ...given.data, classes: [...given.data.classes, ...data] },
            screening: {
              prohibitedPractices: [],
              highRiskAreas: [...given.screening.highRiskAreas, ...areas],
            },
          };
          expect(idsOf(more)).toEqual(expect.arrayContaining(idsOf(given)));
        },
      ),
    );
  });

  it('each risk is proposed once, in the order of the catalogue', () => {
    const order = riskCatalogue.risks.map(({ id }) => id);
    fc.assert(
      fc.property(answers, (given) => {
        expect(idsOf(given)).toEqual(order.filter((id) => idsOf(given).includes(id)));
      }),
    );
  });
});
