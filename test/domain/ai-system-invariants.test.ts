import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AiSystem, AiSystemCommand, AiSystemEvent } from '../../domain/ai-system-state.ts';
import { barToUse } from '../../domain/ai-system-time.ts';
import { aiSystem } from '../../domain/ai-system.ts';
import { settle } from '../../domain/decider.ts';
import {
  actor,
  answer,
  ask,
  carla,
  declare,
  decommission,
  goLive,
  live,
  olga,
  on,
  opened,
  resume,
  review,
  sign,
  stateOf,
  suspend,
  use,
} from './ai-system-beginning.ts';

/** Something that is said to a system, so many days after what was said before. */
const anything = fc.record({
  gap: fc.integer({ min: 0, max: 60 }),
  what: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('goLive', 'suspend', 'review') },
    { weight: 4, arbitrary: fc.constantFrom('resume', 'review') },
    { weight: 2, arbitrary: fc.constantFrom('declare', 'amend', 'remove') },
    { weight: 6, arbitrary: fc.constantFrom('security', 'business_owner', 'both', 'reject') },
    { weight: 3, arbitrary: fc.constantFrom('ask', 'admit', 'decline') },
    { weight: 1, arbitrary: fc.constantFrom('decommission', 'nothing') },
  ),
});

type What = (typeof anything extends fc.Arbitrary<infer Value> ? Value : never)['what'];

function commandOf(what: What, index: number, days: number, { changes, joinings }: AiSystem): object {
  const change = changes[0]?.number ?? 1;
  const joining = joinings[0]?.number ?? 1;
  switch (what) {
    case 'goLive':
      return goLive;
    case 'suspend':
      return suspend;
    case 'resume':
      return resume;
    case 'review':
      return review(days);
    case 'declare':
      return declare(days);
    case 'amend':
      return {
        type: 'amend',
        by: 'system',
        ...use,
        request: `request-${index + 2}`,
        review: review(days).next,
      };
    case 'security':
    case 'business_owner':
      return sign(what, { change });
    case 'both':
      return sign('business_owner', { change, actor: actor('olga', 'security', 'business_owner') });
    case 'reject':
      return sign('security', { change, decision: 'reject', comment: 'No.' });
    case 'ask':
      return ask(`person-${index % 3}`, days);
    case 'admit':
    case 'decline':
      return answer(joining, what === 'admit');
    case 'remove':
      return {
        type: 'removeUser',
        by: 'carla',
        actor: carla,
        person: `person-${index % 3}`,
        reason: 'Moved.',
      };
    case 'decommission':
      return decommission;
    default:
      return { type: 'handOver', by: 'olga', actor: olga, owner: 'olga' };
  }
}

interface Moment {
  before: AiSystem;
  after: AiSystem;
  events: AiSystemEvent[];
  now: string;
}

/** Lives through the steps after `beginning`; `observe` sees the system before and after each. */
function liveThrough(
  beginning: AiSystemEvent[],
  steps: readonly { gap: number; what: What }[],
  observe: (moment: Moment) => void,
): void {
  let standing: { state: AiSystem; seq: number } = { state: stateOf(beginning), seq: beginning.length };
  let days = 1;
  for (const [index, { gap, what }] of steps.entries()) {
    days += gap;
    const before = standing.state;
    const said = { id: `c${index}`, by: 'x', at: on(days), ...commandOf(what, index, days, before) };
    const { state, seq, events } = settle(aiSystem, standing, [said as unknown as AiSystemCommand], on(days));
    if (state === undefined) throw new Error('a system never vanishes');
    standing = { state, seq };
    observe({ before, after: state, events: events.map(({ event }) => event), now: on(days) });
  }
}

const lives = fc.array(anything, { maxLength: 60 });

describe('whatever happens to an AI system in whatever order', () => {
  it('it is never in use while its review has lapsed, or a change is rejected or unsigned past its time', () => {
    let suspensions = 0;
    fc.assert(
      fc.property(lives, (steps) => {
        liveThrough(live, steps, ({ after, now, events }) => {
          if (after.state === 'live') expect(barToUse(after, now)).toBeUndefined();
          expect(after.suspension === null).toBe(after.state !== 'suspended');
          suspensions += events.filter(
            ({ type, by }) => type === 'AiSystemSuspended' && by === 'system',
          ).length;
        });
      }),
      { numRuns: 300 },
    );
    expect(suspensions).toBeGreaterThan(0);
  });

  it('nothing comes before its first use or after its end, and no clock is left behind', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        liveThrough(opened, steps, ({ before, after, events, now }) => {
          if (before.state === 'decommissioned') expect(events).toEqual([]);
          if (after.state === 'approved') expect(after.liveSince).toBeNull();
          if (after.liveSince !== null && before.liveSince !== null)
            expect(after.liveSince).toBe(before.liveSince);
          const next = aiSystem.nextDeadline(after);
          if (next !== undefined) expect(next > now).toBe(true);
        });
      }),
    );
  });

  it('a change is over only when every role has approved it, each by another person', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        const signed = new Map<number, { role: string; by: string }[]>();
        liveThrough(live, steps, ({ before, after, events }) => {
          for (const event of events) {
            if (event.type !== 'AiSystemSignedOff' || event.decision !== 'approve') continue;
            const { change, role, by } = event;
            signed.set(change, [...(signed.get(change) ?? []), { role, by }]);
          }
          if (after.state === 'decommissioned') return;
          for (const { number, signOffs } of before.changes) {
            if (after.changes.some((one) => one.number === number)) continue;
            const made = signed.get(number) ?? [];
            expect(made.map(({ role }) => role).toSorted()).toEqual(
              signOffs.map(({ role }) => role).toSorted(),
            );
            expect(new Set(made.map(({ by }) => by)).size).toBe(made.length);
          }
        });
      }),
    );
  });

  it('nobody enters its scope but by the word of its owner or another request', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        liveThrough(live, steps, ({ before, after, events }) => {
          const admitted = events.flatMap((event) => {
            if (event.type === 'UserAdmitted') return [event.person];
            return event.type === 'AiSystemAmended' ? event.scope.users.people : [];
          });
          const known = [...before.scope.users.people, ...admitted];
          expect(after.scope.users.people.filter((person) => !known.includes(person))).toEqual([]);
          expect(after.scope.users.teams).toEqual(use.scope.users.teams);
        });
      }),
    );
  });
});
