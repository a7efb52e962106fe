import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DueClock, nextOf, remindersAfter, strikes } from '../../domain/due.ts';

const day = (count: number) => new Date(Date.UTC(2027, 0, 1) + count * 86_400_000).toISOString();
const clock: DueClock = { dueAt: day(10), remindAt: [day(5), day(10)], escalatedAt: null };

describe('a clock of what is due', () => {
  it('strikes next at the earliest of its reminders and its end, which it passes once', () => {
    expect(nextOf(clock)).toBe(day(5));
    expect(nextOf({ ...clock, remindAt: [] })).toBe(day(10));
    expect(nextOf({ ...clock, remindAt: [], escalatedAt: day(10) })).toBeUndefined();
  });

  it('makes one reminder of several that were missed', () => {
    expect(strikes(clock, day(4))).toEqual({ reminds: false, escalates: false });
    expect(strikes(clock, day(5))).toEqual({ reminds: true, escalates: false });
    expect(strikes(clock, day(99))).toEqual({ reminds: true, escalates: true });
    expect(strikes({ ...clock, escalatedAt: day(10) }, day(99)).escalates).toBe(false);
    expect(remindersAfter(clock, day(5))).toEqual([day(10)]);
  });

  it('strikes whenever its next instant has come, and then has a later one or none', () => {
    const arbitrary = fc.record({
      dueAt: fc.nat({ max: 30 }).map(day),
      remindAt: fc.array(fc.nat({ max: 30 }).map(day), { maxLength: 4 }),
      escalatedAt: fc.constant(null),
    });
    fc.assert(
      fc.property(arbitrary, fc.nat({ max: 40 }), (one: DueClock, count) => {
        const now = day(count);
        const next = nextOf(one);
        const { reminds, escalates } = strikes(one, now);
        expect(reminds || escalates).toBe(next !== undefined && next <= now);
        const after: DueClock = {
          ...one,
          remindAt: reminds ? remindersAfter(one, now) : one.remindAt,
          escalatedAt: escalates ? now : one.escalatedAt,
        };
        const later = nextOf(after);
        expect(later === undefined || later > now).toBe(true);
      }),
    );
  });
});
