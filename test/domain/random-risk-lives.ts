import fc from 'fast-check';
import { type CausedEvent, settle } from '../../domain/decider.ts';
import { levels } from '../../domain/risk-policy.ts';
import { risk } from '../../domain/risk.ts';
import type { PlannedAction, Risk, RiskCommand, RiskEvent } from '../../domain/risk-state.ts';
import { actor, description, identified, on, policyOf, stateOf } from './risk-beginning.ts';

const level = fc.constantFrom(...levels);
export const score = fc.record({ likelihood: level, impact: level });
export const people = [
  actor('owner'),
  actor('owner-2', 'management'),
  actor('max', 'management'),
  actor('chris', 'compliance_manager'),
  actor('eve'),
];

const [owner, , max, chris] = people;
const responsible = fc.constantFrom(owner, chris);
const anybody = fc.constantFrom(...people);
const step = (who: fc.Arbitrary<(typeof people)[number] | undefined>, what: fc.Arbitrary<object>) =>
  fc.record({ gap: fc.integer({ min: 0, max: 60 }), who: who.map((one) => one ?? actor('eve')), what });

// Weighted so that a life has many acceptances to lose.
export const commandAt = fc.oneof(
  {
    weight: 6,
    arbitrary: step(
      fc.oneof(fc.constant(max), anybody),
      fc.record({
        type: fc.constant('signAcceptance'),
        residual: score,
        reason: fc.constant('r'),
        days: fc.integer({ min: -5, max: 250 }),
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: step(
      responsible,
      fc.record({
        type: fc.constant('treat'),
        treatment: fc.constantFrom('accept', 'accept', 'avoid', 'transfer', 'mitigate'),
        reason: fc.constant('r'),
        actions: fc.constant([]),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: step(
      anybody,
      fc.record({
        type: fc.constant('completeAction'),
        action: fc.constantFrom('a1', 'a2'),
        note: fc.constant('n'),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      anybody,
      fc.record({
        type: fc.constant('assess'),
        inherent: fc.constant({ likelihood: 5, impact: 5 }),
        residual: score,
        reason: fc.constant('r'),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      anybody,
      fc.oneof(
        fc.record({ type: fc.constant('adoptPolicy'), version: fc.integer({ min: 1, max: 4 }) }),
        fc.record({
          type: fc.constantFrom('affectedChanged', 'close', 'reopen', 'reopen'),
          reason: fc.constant('r'),
        }),
        fc
          .record({
            owner: fc.constantFrom('owner', 'owner-2', 'max'),
            cause: fc.constantFrom('a', 'b'),
            category: fc.constantFrom('privacy', 'reliability'),
            systems: fc.subarray(['Support Drafts', 'Chat']),
          })
          .map((part) => ({ type: 'describe', description: { ...description, ...part } })),
      ),
    ),
  },
);

/** Lives a life of up to 40 commands, mostly signatures of the present score, and looks at the state after each. */
export function live(
  residual: Risk['residual'],
  steps: { gap: number; who: (typeof people)[number]; what: object }[],
  look: (state: Risk, now: string, before: Risk, events: CausedEvent<RiskEvent>[]) => void,
) {
  let standing = { state: stateOf(identified(residual)), seq: 1 };
  let days = 1;
  for (const [index, { gap, who, what }] of steps.entries()) {
    days += gap;
    const at = on(days);
    const before = standing.state as Risk;
    const extra = what as {
      days?: number;
      version?: number;
      treatment?: string;
      residual?: Risk['residual'];
    };
    const seen = { replaces: before.description, policyVersion: before.policy.version };
    const command = {
      id: `c${index}`,
      by: who.person,
      at,
      actor: who,
      ...seen,
      ...what,
      ...(extra.days === undefined
        ? {}
        : {
            until: on(days + extra.days),
            latest: on(days + 180),
            remindAt: [],
            residual: index % 3 === 0 ? extra.residual : before.residual,
          }),
      ...(extra.version === undefined ? {} : { policy: policyOf(extra.version) }),
      ...(extra.treatment === 'mitigate' ? { actions: planFrom(days) } : {}),
    } as unknown as RiskCommand;
    const settled = settle(risk, standing, [command], at);
    standing = settled;
    look(settled.state as Risk, at, before, settled.events);
  }
}

/** Two actions of the owner's, each with a reminder. */
function planFrom(days: number): PlannedAction[] {
  return [20, 50].map((later, index) => ({
    id: `a${index + 1}`,
    text: 'Do it',
    owner: 'owner',
    dueAt: on(days + later),
    remindAt: [on(days + later - 10)],
  }));
}
