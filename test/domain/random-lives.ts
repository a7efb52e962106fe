import fc from 'fast-check';
import { dataClasses, highRiskAreas, prohibitedPractices } from '../../domain/adoption-request-content.ts';
import type { AdoptionRequestCommand } from '../../domain/adoption-request-state.ts';
import { signOffDecisions } from '../../domain/sign-off.ts';
import type { ApprovalPlan } from '../../domain/approval-plan.ts';
import type { Actor } from '../../domain/identity.ts';
import { roles, signOffRoles } from '../../domain/identity.ts';
import type { Tier } from '../../domain/triage.ts';
import { contentWith, policy, preparedAt } from './request-story.ts';

const people = ['ann', 'ben', 'cem', 'dee', 'eva', 'fox', 'gil'];
const person = fc.constantFrom(...people);
const start = Date.parse('2026-11-23T09:00:00.000Z');

const changes = fc.record(
  {
    title: fc.constantFrom('One', 'Two'),
    data: fc.record({
      classes: fc.subarray([...dataClasses], { maxLength: 2 }),
      providerMayTrain: fc.boolean(),
    }),
    users: fc.record({ headcount: fc.constantFrom(1, 2) }),
    businessOwner: person,
    screening: fc.record({
      prohibitedPractices: fc.oneof(
        { weight: 5, arbitrary: fc.subarray([...prohibitedPractices], { maxLength: 0 }) },
        { weight: 1, arbitrary: fc.subarray(prohibitedPractices.slice(0, 2)) },
      ),
      highRiskAreas: fc.subarray([...highRiskAreas], { maxLength: 0 }),
    }),
  },
  { requiredKeys: [] },
);

const actor: fc.Arbitrary<Actor> = fc.record({
  person,
  roles: fc.subarray([...roles], { maxLength: 4 }),
  actsFor: fc.array(
    fc.record({
      person,
      delegation: fc.constant('delegation-1'),
      roles: fc.subarray([...signOffRoles], { minLength: 1 }),
    }),
    { maxLength: 2 },
  ),
});

/** A member who signs a plain approval makes progress likely; anybody saying anything makes mischief. */
const approval = fc.constantFrom(...signOffRoles).map((role) => ({
  role,
  actor: { person: `member-of-${role}`, roles: [role], actsFor: [] } satisfies Actor,
  decision: 'approve' as const,
  comment: '',
  conditions: [],
}));
const anySignOff = fc.record({
  role: fc.constantFrom(...signOffRoles),
  actor,
  decision: fc.constantFrom(...signOffDecisions),
  comment: fc.constantFrom('', 'Because'),
  conditions: fc.array(fc.constant({ text: 'Log', owner: 'ann', dueOn: '2027-01-31' }), { maxLength: 1 }),
});

const step = fc.oneof(
  { weight: 6, arbitrary: approval.map((said) => ({ type: 'signOff' as const, ...said })) },
  { weight: 4, arbitrary: anySignOff.map((said) => ({ type: 'signOff' as const, ...said })) },
  { weight: 2, arbitrary: changes.map((changed) => ({ type: 'amend' as const, changed })) },
  { weight: 1, arbitrary: person.map((by) => ({ type: 'withdraw' as const, by })) },
  { weight: 2, arbitrary: actor.map((who) => ({ type: 'reopen' as const, actor: who })) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('ownerLeft' as const),
      by: fc.constantFrom('system', 'system', 'ann'),
      person: fc.constantFrom('member-of-business_owner', ...people),
    }),
  },
);

/** Hours until the next command: mostly a few, at times past reminders, escalations or the expiry. */
const pause = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 20, max: 1_000 }) },
);

/** A plan as the decider knows it, by plain arithmetic: calendars have tests of their own and take their time. */
function plainPlan(tier: Tier, at: string): ApprovalPlan {
  const days = (count: number) => new Date(Date.parse(at) + count * 86_400_000).toISOString();
  const required = tier === 'prohibited' ? [] : policy.rules.requiredRoles[tier];
  const signOffs = required.map((role, index) => ({
    role,
    dueAt: days(4 + index),
    remindAt: [days(2), days(4 + index), days(9), days(10)],
    escalateTo: policy.rules.escalateTo[role],
  }));
  return { signOffs, expiresAt: days(30) };
}

const scripted = fc.record({
  step,
  pause,
  revision: fc.constantFrom(1, 1, 1, 2, 3),
  reopened: fc.boolean(),
});

/**
 * The commands of one request's life in the order of their instants, by anyone in any capacity: what a hostile or
 * confused crowd could send. Amendments are prepared by the door both before and after a reopening.
 */
export const randomLife: fc.Arbitrary<AdoptionRequestCommand[]> = fc
  .record({ first: changes, requester: person, script: fc.array(scripted, { minLength: 1, maxLength: 25 }) })
  .map(({ first, requester, script }) => {
    const at = new Date(start).toISOString();
    const content = contentWith({ ...first, businessOwner: 'member-of-business_owner' });
    const submit = { type: 'submit' as const, id: 'c0', by: requester, at, policy };
    const life: AdoptionRequestCommand[] = [{ ...submit, ...preparedAt(at, content, null, plainPlan) }];
    let instant = start;
    for (const [index, { step: act, pause: hours, revision, reopened }] of script.entries()) {
      instant += hours * 3_600_000;
      const stamp = { id: `c${index + 1}`, at: new Date(instant).toISOString() };
      life.push(commandOf(act, stamp, revision, reopened, requester, content));
    }
    return life;
  });

function commandOf(
  act: typeof step extends fc.Arbitrary<infer Act> ? Act : never,
  stamp: { id: string; at: string },
  revision: number,
  reopened: boolean,
  requester: string,
  content: ReturnType<typeof contentWith>,
): AdoptionRequestCommand {
  switch (act.type) {
    case 'signOff':
      return { ...act, ...stamp, by: act.actor.person, revision };
    case 'ownerLeft':
      return { ...act, ...stamp };
    case 'withdraw':
      return { ...act, ...stamp, reason: '' };
    case 'reopen': {
      const plan = plainPlan('critical', stamp.at);
      return { ...act, ...stamp, by: act.actor.person, justification: 'Because', plan };
    }
    case 'amend': {
      const reopening = { by: 'x', at: stamp.at, justification: '', rules: ['prohibited-a', 'prohibited-b'] };
      const amended = contentWith(act.changed, content);
      const prepared = preparedAt(stamp.at, amended, reopened ? reopening : null, plainPlan);
      return { type: 'amend', ...stamp, by: requester, revision, ...prepared };
    }
  }
}
