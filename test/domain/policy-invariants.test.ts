import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle } from '../../domain/decider.ts';
import type { Policy, PolicyCommand, PolicyEvent } from '../../domain/policy-state.ts';
import { policy } from '../../domain/policy.ts';
import { actor, confirm, created, details, on, review, sign, stateOf, submit } from './policy-beginning.ts';

/** Something that is said to a policy, so many days after what was said before. */
const anything = fc.record({
  gap: fc.integer({ min: 0, max: 60 }),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.record({ major: fc.boolean(), inDays: fc.integer({ min: 0, max: 40 }) }) },
    { weight: 2, arbitrary: fc.constant('confirm' as const) },
    { weight: 3, arbitrary: fc.constantFrom('cycle', 'incident', 'new_law').map((reason) => ({ reason })) },
    { weight: 8, arbitrary: fc.constantFrom('legal', 'privacy').map((role) => ({ role })) },
    { weight: 1, arbitrary: fc.constant('changes' as const) },
    { weight: 1, arbitrary: fc.constant('callOff' as const) },
    { weight: 1, arbitrary: fc.constant('closeCampaign' as const) },
    { weight: 1, arbitrary: fc.constant('owner signs' as const) },
  ),
});

type What = (typeof anything extends fc.Arbitrary<infer Value> ? Value : never)['what'];

function commandOf(what: What, index: number, days: number, { review: open, campaign }: Policy): object {
  const submission = open?.submissions ?? 0;
  if (typeof what === 'object') {
    if ('role' in what) return sign(what.role, submission);
    if ('reason' in what) return review(what.reason, `occasion-${index}`);
    return submit(days, { major: what.major, effectiveAt: on(days + what.inDays), hash: `hash-${index}` });
  }
  switch (what) {
    case 'confirm':
      return confirm(days);
    case 'changes':
      return sign('legal', submission, { decision: 'request_changes', comment: 'Say who.' });
    case 'owner signs':
      return sign('legal', submission, { by: 'owner', actor: actor('owner', 'legal', 'privacy') });
    case 'callOff':
      return { type: 'callOffReview', actor: actor('chris', 'compliance_manager'), reason: 'By mistake' };
    default:
      return { type: 'closeCampaign', version: campaign?.version ?? 0, asked: 3, acknowledged: 2 };
  }
}

interface Moment {
  before: Policy;
  after: Policy;
  events: PolicyEvent[];
  now: string;
}

/** Lives through the steps after the creation; `observe` sees the policy before and after each. */
function live(
  steps: readonly { gap: number; what: What }[],
  observe: (moment: Moment) => void,
): { occasions: string[]; events: PolicyEvent[] } {
  let standing: { state: Policy | undefined; seq: number } = { state: stateOf(created()), seq: 2 };
  let days = 1;
  const all: PolicyEvent[] = [];
  const occasions: string[] = [];
  for (const [index, { gap, what }] of steps.entries()) {
    days += gap;
    const before = standing.state as Policy;
    const said = { id: `c${index}`, by: 'x', at: on(days), ...commandOf(what, index, days, before) };
    if ('occasion' in said) occasions.push(String(said.occasion));
    const { state, seq, events } = settle(policy, standing, [said as unknown as PolicyCommand], on(days));
    standing = { state, seq };
    const happened = events.map(({ event }) => event);
    all.push(...happened);
    observe({ before, after: state as Policy, events: happened, now: on(days) });
  }
  return { occasions, events: all };
}

const lives = fc.array(anything, { maxLength: 60 });

describe('whatever happens to a policy in whatever order', () => {
  it('at most one version is in force, signed by every approver, each another person, none of whom wrote it', () => {
    let seen = 0;
    fc.assert(
      fc.property(lives, (steps) => {
        live(steps, ({ after }) => {
          const inForce = after.versions.filter(
            (one) => one.publishedAt !== null && one.supersededAt === null,
          );
          expect(inForce.length).toBeLessThanOrEqual(1);
          for (const { approvals, author } of after.versions) {
            expect(approvals.map(({ role }) => role)).toEqual(details.approvers);
            const people = approvals.map(({ by }) => by);
            expect(new Set([...people, author, details.owner]).size).toBe(
              people.length + new Set([author, details.owner]).size,
            );
          }
          seen += inForce.length;
        });
      }),
      { numRuns: 300 },
    );
    expect(seen).toBeGreaterThan(10);
  });

  it('an approved version never changes, but for the days on which it came into force and was replaced', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        live(steps, ({ before, after }) => {
          const fixed = ({ versions }: Policy) =>
            versions.map((one) => ({ ...one, publishedAt: null, supersededAt: null }));
          expect(fixed(after).slice(0, before.versions.length)).toEqual(fixed(before));
          for (const [index, { publishedAt, supersededAt }] of before.versions.entries()) {
            if (publishedAt !== null) expect(after.versions[index]?.publishedAt).toBe(publishedAt);
            if (supersededAt !== null) expect(after.versions[index]?.supersededAt).toBe(supersededAt);
          }
        });
      }),
    );
  });

  it('whatever called for a review gets one of its own, or waits for it: none is dropped, none comes twice', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        let last = stateOf(created());
        const { occasions, events } = live(steps, ({ after }) => {
          last = after;
        });
        const started = events.flatMap((event) => (event.type === 'ReviewStarted' ? [event.occasion] : []));
        const waiting = last.waiting.map(({ occasion }) => occasion);
        expect([...started, ...waiting].toSorted()).toEqual(occasions.toSorted());
        // Nothing waits for no reason.
        if (last.review === null) expect(waiting).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('no clock is left behind', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        live(steps, ({ after, now }) => {
          const deadline = policy.nextDeadline(after);
          if (deadline !== undefined) expect(deadline > now).toBe(true);
          expect(policy.elapse(after, now)).toEqual([]);
        });
      }),
    );
  });
});
