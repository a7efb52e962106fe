import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataClasses } from '../../domain/adoption-request-content.ts';
import { aiSystemStates } from '../../domain/ai-system-state.ts';
import type { UseRule } from '../../domain/policy-text.ts';
import { denialsOf, type SystemFacts, type UsageQuestion, type UseFacts } from '../../domain/usage-check.ts';

const question: UsageQuestion = {
  person: 'kim',
  system: 'Support Drafts',
  purpose: 'Answering  tickets',
  dataClass: 'internal',
};
const system: SystemFacts = {
  id: 'system-1',
  name: 'Support Drafts',
  state: 'live',
  suspension: null,
  purposes: ['answering tickets', 'Summaries'],
  dataClasses: ['internal', 'personal'],
  isUser: true,
};
const facts: UseFacts = { person: 'person-kim', system, overdue: [], training: [], prohibitions: [] };
const rule: UseRule = {
  id: 'r',
  effect: 'prohibited',
  statement: 'Nobody is scored.',
  dataClasses: [],
  systems: [],
  purposes: ['scoring'],
};

const reasons = (changes: Partial<UseFacts> = {}, asked: Partial<UsageQuestion> = {}) =>
  denialsOf({ ...question, ...asked }, { ...facts, ...changes }).map(({ reason }) => reason);
const ofSystem = (changes: Partial<SystemFacts>) => reasons({ system: { ...system, ...changes } });
const prohibited = (changes: Partial<UseRule>, asked: Partial<UsageQuestion> = {}) =>
  reasons({ prohibitions: [{ policy: 'p', rule: { ...rule, ...changes } }] }, asked);

describe('a use', () => {
  it('is allowed where nothing speaks against it, however its purpose is written', () => {
    expect(reasons()).toEqual([]);
    expect(reasons({}, { purpose: 'SUMMARIES' })).toEqual([]);
  });

  it('is refused while the system may not be used', () => {
    expect(ofSystem({ state: 'approved' })).toEqual(['not_in_use_yet']);
    expect(ofSystem({ state: 'suspended', suspension: 'It leaks.' })).toEqual(['suspended']);
    expect(ofSystem({ state: 'decommissioned' })).toEqual(['decommissioned']);
    const [denial] = denialsOf(question, {
      ...facts,
      system: { ...system, state: 'suspended', suspension: 'It leaks.' },
    });
    expect(denial?.detail).toBe('Support Drafts is suspended: It leaks.');
  });

  it('is refused outside the scope, and says all that is outside', () => {
    expect(reasons({}, { purpose: 'Scoring' })).toEqual(['purpose_out_of_scope']);
    expect(reasons({}, { purpose: 'tickets' })).toEqual(['purpose_out_of_scope']);
    expect(reasons({}, { dataClass: 'special_category' })).toEqual(['data_class_out_of_scope']);
    expect(ofSystem({ isUser: false })).toEqual(['user_out_of_scope']);
    expect(
      reasons({ system: { ...system, isUser: false } }, { purpose: 'x', dataClass: 'confidential' }),
    ).toEqual(['purpose_out_of_scope', 'data_class_out_of_scope', 'user_out_of_scope']);
  });

  it('is refused of who and what nobody knows', () => {
    expect(reasons({ person: undefined })).toEqual(['unknown_person']);
    expect(reasons({ system: undefined })).toEqual(['unknown_system']);
  });

  it('is refused without what people were to acknowledge and to learn', () => {
    expect(reasons({ overdue: [{ policy: 'p', title: 'Acceptable use' }] })).toEqual([
      'policy_not_acknowledged',
    ]);
    const training = (trained: boolean, before: boolean) =>
      reasons({ training: [{ competence: 'ai_use', trained, before }] });
    expect(training(true, true)).toEqual([]);
    expect(training(false, true)).toEqual(['training_lapsed']);
    expect(training(false, false)).toEqual(['training_missing']);
  });

  it('is refused where a policy prohibits it: all that the rule names must apply', () => {
    expect(prohibited({})).toEqual([]);
    expect(prohibited({ purposes: ['Tickets'] })).toEqual(['prohibited_use']);
    expect(prohibited({ purposes: [] })).toEqual(['prohibited_use']);
    expect(prohibited({ purposes: [], systems: ['support  DRAFTS'] })).toEqual(['prohibited_use']);
    expect(prohibited({ purposes: [], systems: ['Another'] })).toEqual([]);
    expect(prohibited({ purposes: [], dataClasses: ['personal'] })).toEqual([]);
    expect(prohibited({ purposes: [], dataClasses: ['personal'] }, { dataClass: 'personal' })).toEqual([
      'prohibited_use',
    ]);
    expect(prohibited({ purposes: [], effect: 'acceptable' })).toEqual([]);
  });

  it('is never allowed but by a live system to one of its users for its purpose with its data, whatever else holds', () => {
    const anyFacts = fc.record({
      person: fc.constantFrom(undefined, 'person-kim'),
      system: fc.option(
        fc.record({
          state: fc.constantFrom(...aiSystemStates),
          isUser: fc.boolean(),
          purposes: fc.subarray(['answering tickets', 'summaries']),
          dataClasses: fc.subarray([...dataClasses]),
        }),
        { nil: undefined },
      ),
      overdue: fc.subarray([{ policy: 'p', title: 't' }]),
      training: fc.array(
        fc.record({
          competence: fc.constant('ai_use' as const),
          trained: fc.boolean(),
          before: fc.boolean(),
        }),
        { maxLength: 2 },
      ),
    });
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...dataClasses), (known, dataClass) => {
        const found = known.system && { ...system, ...known.system };
        const denials = denialsOf({ ...question, dataClass }, { ...facts, ...known, system: found });
        const allowed =
          known.person !== undefined &&
          found?.state === 'live' &&
          found.isUser &&
          found.purposes.includes('answering tickets') &&
          found.dataClasses.includes(dataClass) &&
          known.overdue.length === 0 &&
          known.training.every(({ trained }) => trained);
        expect(denials.length === 0).toBe(allowed);
      }),
      { numRuns: 1_000 },
    );
  });
});
