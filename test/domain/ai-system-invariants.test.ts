import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barToUse } from '../../domain/ai-system-time.ts';
import { aiSystem } from '../../domain/ai-system.ts';
import { live, opened, use } from './ai-system-beginning.ts';
import { lives, liveThrough } from './random-ai-system-lives.ts';

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
