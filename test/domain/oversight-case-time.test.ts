import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle } from '../../domain/decider.ts';
import { oversightCaseNotifications } from '../../domain/oversight-case-notification.ts';
import type {
  OversightCase,
  OversightCaseCommand,
  OversightCaseEvent,
} from '../../domain/oversight-case-state.ts';
import { oversightCase } from '../../domain/oversight-case.ts';
import {
  acknowledging,
  actor,
  after,
  asking,
  assigning,
  at,
  caseOf,
  chris,
  closing,
  confirming,
  days,
  deciding,
  disagreeing,
  hours,
  incident,
  max,
  missing,
  olu,
  opening,
  outcome,
  passing,
  reporting,
  sam,
  type Said,
  further,
} from './oversight-beginning.ts';
import { peopleOf } from './told.ts';

const assigned = after(opening, assigning('olu'));
const begun = further(assigned, acknowledging(olu), 3);

/** What people are told of the last events. */
function told(before: readonly OversightCaseEvent[], events: readonly OversightCaseEvent[]): string[] {
  return peopleOf(oversightCaseNotifications(caseOf(before), before.length, events.slice(before.length)));
}

describe('a case that nobody acknowledges', () => {
  it('goes up level by level, each with its whole time, and is only reminded of at the last', () => {
    expect(passing(assigned, 59)).toEqual(assigned);
    const second = passing(assigned, hours);
    expect(second.at(-1)).toMatchObject({ level: 2, to: 'compliance_manager', reason: 'not_acknowledged' });
    expect(caseOf(second)).toMatchObject({ overdue: true, first: { reviewer: null, passed: ['olu'] } });
    const withChris = further(second, assigning('chris', 2), hours);
    expect(told(second, withChris)).toEqual(['oversight_case_escalated to chris']);
    const third = further(passing(withChris, 2 * hours), assigning('max', 3), 2 * hours);
    expect(caseOf(third).first).toMatchObject({ level: 3, reviewer: 'max', passed: ['olu', 'chris'] });
    const late = passing(third, 3 * hours);
    expect(late.at(-1)).toMatchObject({ type: 'ReviewerReminded', overdue: true });
    expect(told(third, late)).toEqual(['oversight_case_reminder to max']);
    expect(passing(late, 4 * hours)).toEqual(late);
    expect(passing(late, 3 * hours + days)).toHaveLength(late.length + 1);
  });

  it('can still be decided by who let the time pass, until somebody has', () => {
    const second = further(passing(assigned, hours), assigning('chris', 2), hours);
    expect(outcome(second, acknowledging(olu))).toBe('wrong_role');
    const decided = further(second, deciding(olu), hours + 1);
    expect(caseOf(decided)).toMatchObject({ state: 'decided', decision: { by: 'olu' } });
    expect(told(second, decided)).toEqual(
      expect.arrayContaining(['oversight_case_decided to chris', 'oversight_case_decided to owner']),
    );
    expect(outcome(decided, deciding(chris))).toBe('already_decided');
  });

  it('goes up one level after an outage, with its whole time from then on', () => {
    const late = passing(assigned, 30 * days);
    expect(late).toHaveLength(assigned.length + 1);
    expect(caseOf(late).first).toMatchObject({ level: 2, acknowledgeBy: at(30 * days + hours) });
  });
});

describe('a case that nobody decides', () => {
  it('reminds its reviewer, then goes up a level', () => {
    const half = passing(begun, 12 * hours);
    expect(half.at(-1)).toMatchObject({ type: 'ReviewerReminded', overdue: false, dueAt: at(days) });
    expect(passing(half, 13 * hours)).toEqual(half);
    const late = passing(passing(half, 22 * hours), days);
    expect(late.slice(-2)).toMatchObject([
      { type: 'ReviewerReminded' },
      { type: 'OversightCaseEscalated', reason: 'not_decided', level: 2 },
    ]);
    expect(caseOf(late)).toMatchObject({ state: 'open', first: { acknowledgedAt: null } });
  });

  it('does not wait for its first reviewer while the second has to confirm', () => {
    const proposed = further(further(begun, asking(olu), 4), deciding(olu), 5);
    const waiting = further(proposed, assigning('sam', 1, 'second'), 6);
    expect(told(proposed, waiting)).toEqual(['oversight_confirmation_requested to sam']);
    const late = passing(waiting, 5 + hours);
    expect(late.at(-1)).toMatchObject({ type: 'OversightCaseEscalated', place: 'second', level: 2 });
    expect(caseOf(late)).toMatchObject({ state: 'acknowledged', first: { reviewer: 'olu' } });
    expect(outcome(late, { type: 'confirm', actor: sam, revision: 2, note: '' })).toContain(
      'OversightCaseDecided',
    );
  });
});

describe('a case that nobody is there for', () => {
  it('tells who finds reviewers at once, and once', () => {
    const gap = after(opening, missing('nobody_trained'));
    expect(told(after(opening), gap)).toEqual(['oversight_case_gap to compliance_manager']);
    const higher = further(gap, missing('nobody_trained', 2), 2);
    expect(told(gap, higher)).toEqual([]);
    const last = further(higher, missing('nobody_trained', 3), 3);
    expect(told(higher, last)).toEqual(['oversight_case_gap to compliance_manager']);
  });
});

describe('the clocks of a serious incident', () => {
  const found = further(begun, deciding(olu, incident('critical_infrastructure')), 4);

  it('remind at half of the time, at its end, and each day after', () => {
    const half = passing(found, 12 * hours + 2);
    expect(half.at(-1)).toMatchObject({ told: 'provider', overdue: false });
    expect(told(found, half)).toEqual(['oversight_report_reminder to olu']);
    const late = passing(half, days);
    expect(told(half, late)).toContain('oversight_report_reminder to compliance_manager');
    expect(caseOf(late).overdue).toBe(true);
    const authority = passing(late, 2 * days);
    expect(authority.slice(late.length)).toMatchObject([
      { told: 'provider', overdue: true },
      { told: 'authority', overdue: true },
    ]);
  });

  it('stop for whom they were told', () => {
    const half = further(found, reporting(olu, 'provider'), 5);
    expect(oversightCase.nextDeadline(caseOf(half))).toBe(at(2 + days));
    const both = further(half, reporting(olu, 'authority'), 6);
    expect(oversightCase.nextDeadline(caseOf(both))).toBe(at(4 + 14 * days));
  });
});

describe('a decided case', () => {
  it('is asked for its root cause once, from who has decided it and who answers for oversight', () => {
    const decided = further(begun, deciding(olu), 4);
    const late = passing(decided, 4 + 14 * days);
    expect(late.at(-1)?.type).toBe('ClosingReminded');
    expect(told(decided, late)).toEqual([
      'oversight_closing_reminder to olu',
      'oversight_closing_reminder to compliance_manager',
    ]);
    expect(oversightCase.nextDeadline(caseOf(late))).toBeUndefined();
  });

  it('tells who has brought it up, unless that was nobody, or a program', () => {
    for (const by of ['anonymous', 'system', 'machine/loans']) {
      const events = after({ ...opening, by }, assigning('olu'), deciding(olu), closing(olu));
      const all = peopleOf(oversightCaseNotifications(undefined, 0, events));
      expect(
        all.filter((line) => line.includes(by)),
        by,
      ).toEqual([]);
    }
    const events = after(opening, assigning('olu'), deciding(olu), closing(olu));
    expect(peopleOf(oversightCaseNotifications(undefined, 0, events))).toEqual([
      'oversight_case_assigned to olu',
      'oversight_case_decided to caller',
      'oversight_case_decided to owner',
      'oversight_case_closed to caller',
    ]);
  });
});

const people = [olu, sam, chris, max, actor('owner', 'compliance_manager')];
const anybody = fc.constantFrom(...people);

/** Whom the register finds, or that it finds nobody. */
interface Found {
  found: string | null;
}

/** Anything that is said, so many minutes after what was said before. */
const anything = fc.record({
  gap: fc.integer({ min: 0, max: 3 * days }),
  what: fc.oneof(
    { weight: 6, arbitrary: anybody.map((by): Found => ({ found: by.person })) },
    { weight: 1, arbitrary: fc.constant<Found>({ found: null }) },
    { weight: 2, arbitrary: anybody.map(acknowledging) },
    { weight: 3, arbitrary: anybody.map((by) => deciding(by)) },
    { weight: 1, arbitrary: anybody.map((by) => deciding(by, incident('death'))) },
    { weight: 1, arbitrary: anybody.map(asking) },
    { weight: 2, arbitrary: anybody.map((by) => confirming(by)) },
    { weight: 1, arbitrary: anybody.map((by) => disagreeing(by)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(anybody, anybody, fc.constantFrom('first', 'second'))
        .map(([by, to, place]): Said => ({ type: 'handOver', actor: by, to: to.person, place, note: '' })),
    },
    {
      weight: 1,
      arbitrary: anybody.map((by): Said => ({ type: 'reassign', actor: by, place: 'first', note: 'Away.' })),
    },
    { weight: 1, arbitrary: anybody.map((by) => reporting(by, 'provider')) },
    { weight: 1, arbitrary: anybody.map(closing) },
  ),
});
type Step = typeof anything extends fc.Arbitrary<infer Value> ? Value : never;

function isFound(what: Found | Said): what is Found {
  return 'found' in what;
}

/** What the register answers to a search, as it would: nobody who has the other place. */
function answer(current: OversightCase, found: string | null): Said {
  const place = current.proposal === null ? 'first' : 'second';
  const other = current[place === 'first' ? 'second' : 'first'];
  const taken = [other?.reviewer, ...(other?.passed ?? []), current.proposal?.by, 'owner'];
  const search = current[place]?.search ?? 1;
  return found === null || taken.includes(found)
    ? missing('nobody_free', search, place)
    : assigning(found, search, place);
}

function live(
  steps: readonly Step[],
  observe: (current: OversightCase, now: string, events: OversightCaseEvent[]) => void,
) {
  let standing: { state: OversightCase | undefined; seq: number } = { state: caseOf(after(opening)), seq: 1 };
  let minute = 0;
  for (const [index, { gap, what }] of steps.entries()) {
    minute += gap;
    const current = standing.state as OversightCase;
    const said = isFound(what) ? answer(current, what.found) : what;
    const by = (said.actor as typeof olu | undefined)?.person ?? 'system';
    const command = { id: `c-${index}`, by, at: at(minute), ...said, revision: current.revision };
    const settled = settle(oversightCase, standing, [command as unknown as OversightCaseCommand], at(minute));
    standing = { state: settled.state, seq: settled.seq };
    observe(
      settled.state as OversightCase,
      at(minute),
      settled.events.map(({ event }) => event),
    );
  }
}

describe('any life of a case', () => {
  const lives = fc.array(anything, { minLength: 1, maxLength: 40 });

  it('leaves no deadline behind, and never waits for nothing', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        live(steps, (current, now) => {
          const next = oversightCase.nextDeadline(current);
          expect(next === undefined || next > now).toBe(true);
          const waits = ['open', 'acknowledged'].includes(current.state) && current.terms !== null;
          if (waits) expect(next).toBeDefined();
        });
      }),
    );
  });

  it('has no person in both places, nor one whom it concerns, and confirms no decision of one’s own', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        live(steps, ({ first, second, decision }) => {
          const both = [first?.reviewer, ...(first?.passed ?? [])].filter(
            (one) => one && [second?.reviewer, ...(second?.passed ?? [])].includes(one),
          );
          expect(both).toEqual([]);
          expect([first?.reviewer, second?.reviewer]).not.toContain('owner');
          if (decision !== null) {
            expect(decision.by).not.toBe(decision.confirmedBy);
            expect([decision.by, decision.confirmedBy]).not.toContain('owner');
          }
        });
      }),
    );
  });

  it('is decided once, and whoever confirms it had something to confirm', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        let decisions = 0;
        live(steps, (current, _now, events) => {
          decisions += events.filter(({ type }) => type === 'OversightCaseDecided').length;
          expect(decisions).toBe(current.decision === null ? 0 : 1);
        });
      }),
    );
  });
});
