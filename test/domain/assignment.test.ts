import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Assignment,
  assigned,
  type AssignmentPassing,
  defaultTerms,
  elapse,
  evolve,
  nextDeadline,
} from '../../domain/assignment.ts';

const start = Date.parse('2026-01-05T09:00:00.000Z');
const on = (days: number) => new Date(start + days * 86_400_000).toISOString();
const asked = assigned(1, on(0), defaultTerms);
const after = (assignment: Assignment, passing: AssignmentPassing, at: string) =>
  evolve(assignment, passing, at, defaultTerms);

/** What happens when somebody looks at these days, and never does what they are asked for. */
function watched(days: number[], from = asked): string[] {
  let current = from;
  return days.flatMap((day) =>
    elapse(current, on(day), defaultTerms).map((passing) => {
      current = after(current, passing, on(day));
      return `${day} ${passing}`;
    }),
  );
}

describe('an assignment', () => {
  it('is reminded of before it is due, escalated once it is, and reminded of ever after', () => {
    expect(asked).toMatchObject({ dueAt: on(14), remindAt: on(7) });
    const everyDay = Array.from({ length: 60 }, (_, day) => day);
    expect(watched(everyDay)).toEqual([
      '7 reminded',
      '13 reminded',
      '14 overdue',
      '21 reminded',
      '28 reminded',
      '35 reminded',
      '42 reminded',
      '49 reminded',
      '56 reminded',
    ]);
  });

  it('makes one of the reminders that an outage has missed', () => {
    expect(watched([13.5])).toEqual(['13.5 reminded']);
    expect(watched([40, 40.1])).toEqual(['40 overdue']);
  });

  it('is asked for again in time when what was done ends, and overdue at once after a long outage', () => {
    const fulfilled = { ...asked, fulfilled: { at: on(3), until: on(365) } };
    expect(nextDeadline(fulfilled, defaultTerms)).toBe(on(335));
    expect(watched([334, 335], fulfilled)).toEqual(['335 renewed']);
    expect(after(fulfilled, 'renewed', on(335))).toMatchObject({ dueAt: on(365), remindAt: on(358) });
    expect(watched([366], fulfilled)).toEqual(['366 renewed', '366 overdue']);
    const forGood = { ...asked, fulfilled: { at: on(3), until: null } };
    expect(nextDeadline(forGood, defaultTerms)).toBeUndefined();
    expect(watched([9_999], forGood)).toEqual([]);
  });

  it('never asks for nothing, and never says two things of one kind at once, however it is looked at', () => {
    const terms = fc.record({
      dueDays: fc.integer({ min: 1, max: 90 }),
      remindDaysBefore: fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 4 }),
      overdueEveryDays: fc.integer({ min: 1, max: 30 }),
      leadDays: fc.integer({ min: 1, max: 60 }),
    });
    const gaps = fc.array(fc.integer({ min: 0, max: 400 * 24 }), { maxLength: 30 });
    const until = fc.option(fc.integer({ min: 1, max: 800 }));
    fc.assert(
      fc.property(terms, gaps, until, (some, hours, end) => {
        let current: Assignment = assigned(1, on(0), some);
        if (end !== null) current = { ...current, fulfilled: { at: on(0), until: on(end) } };
        let now = 0;
        for (const gap of hours) {
          now += gap / 24;
          const at = on(now);
          const deadline = nextDeadline(current, some);
          const passings = elapse(current, at, some);
          // A sleeper that wakes at the deadline misses nothing, and is never woken in vain.
          expect(passings.length > 0).toBe(deadline !== undefined && deadline <= at);
          expect(new Set(passings).size).toBe(passings.length);
          current = passings.reduce((one, passing) => evolve(one, passing, at, some), current);
          expect(elapse(current, at, some)).toEqual([]);
          expect(current.remindAt > at || current.fulfilled !== null).toBe(true);
          if (current.fulfilled === null && current.dueAt <= at) expect(current.escalatedAt).not.toBeNull();
        }
      }),
      { numRuns: 500 },
    );
  });
});
