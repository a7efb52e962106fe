import { daysAfter } from './days.ts';
import type { Instant } from './decider.ts';

/** What a person is asked for: to acknowledge a version of a policy, or to complete a version of a course. */
export const assignmentKinds = ['acknowledgement', 'training'] as const;
export type AssignmentKind = (typeof assignmentKinds)[number];

/** How long people have, and when they are reminded of it. Days of 24 hours. */
export interface AssignmentTerms {
  /** From being asked until it is due. */
  dueDays: number;
  /** So many days before it is due they are reminded. */
  remindDaysBefore: number[];
  /** Once it is overdue they are reminded every so many days, for as long as it is. */
  overdueEveryDays: number;
  /** So many days before what they did ends, they are asked again. */
  leadDays: number;
}

/** One person's part in a campaign. */
export interface Assignment {
  /** The version that is asked for, or a later one. */
  version: number;
  since: Instant;
  dueAt: Instant;
  /** The next reminder. */
  remindAt: Instant;
  /** When their manager was told that it is overdue: what depends on it has lapsed since. */
  escalatedAt: Instant | null;
  fulfilled: Fulfilment | null;
}

export interface Fulfilment {
  at: Instant;
  /** When it ends and is asked for again; null where it holds until another version is asked for. */
  until: Instant | null;
}

export const defaultTerms: AssignmentTerms = {
  dueDays: 14,
  remindDaysBefore: [7, 1],
  overdueEveryDays: 7,
  leadDays: 30,
};

/** Somebody is asked for a version at `at`. */
export function assigned(version: number, at: Instant, terms: AssignmentTerms): Assignment {
  const dueAt = daysAfter(at, terms.dueDays);
  return {
    version,
    since: at,
    dueAt,
    remindAt: nextReminder(dueAt, at, terms),
    escalatedAt: null,
    fulfilled: null,
  };
}

/** The reminder after `after`: before the due instant as the terms say, and ever again behind it. */
export function nextReminder(dueAt: Instant, after: Instant, terms: AssignmentTerms): Instant {
  const early = terms.remindDaysBefore.map((days) => daysAfter(dueAt, -days)).sort();
  const next = early.find((instant) => instant > after);
  if (next !== undefined) return next;
  const every = terms.overdueEveryDays;
  const passed = Math.max(0, Math.floor((Date.parse(after) - Date.parse(dueAt)) / (every * 86_400_000)));
  return daysAfter(dueAt, (passed + 1) * every);
}

/** When time alone will bring something about; undefined when it never will. */
export function nextDeadline(assignment: Assignment, terms: AssignmentTerms): Instant | undefined {
  const { fulfilled, dueAt, remindAt, escalatedAt } = assignment;
  if (fulfilled !== null) return fulfilled.until === null ? undefined : renewalAt(fulfilled.until, terms);
  return escalatedAt === null && dueAt < remindAt ? dueAt : remindAt;
}

export function renewalAt(until: Instant, { leadDays }: AssignmentTerms): Instant {
  return daysAfter(until, -leadDays);
}

/** What time brings about: `overdue` once, `reminded` as often as it takes, `renewed` when what was done is to end. */
export type AssignmentPassing = 'overdue' | 'reminded' | 'renewed';

/**
 * What time alone has brought about by `now`. Several reminders missed in an outage become one, and none goes beside the
 * first word that it is overdue: people are told what is true now, once.
 */
export function elapse(assignment: Assignment, now: Instant, terms: AssignmentTerms): AssignmentPassing[] {
  const { fulfilled, dueAt, remindAt, escalatedAt } = assignment;
  if (fulfilled !== null) {
    if (fulfilled.until === null || renewalAt(fulfilled.until, terms) > now) return [];
    // After an outage that outlasted the lead time, what is asked for again is overdue at once.
    return fulfilled.until <= now ? ['renewed', 'overdue'] : ['renewed'];
  }
  if (escalatedAt === null && dueAt <= now) return ['overdue'];
  return remindAt <= now ? ['reminded'] : [];
}

/** The assignment after what came to pass at `at`. */
export function evolve(
  assignment: Assignment,
  passing: AssignmentPassing,
  at: Instant,
  terms: AssignmentTerms,
): Assignment {
  const { dueAt, fulfilled } = assignment;
  switch (passing) {
    case 'reminded':
      return { ...assignment, remindAt: nextReminder(dueAt, at, terms) };
    case 'overdue':
      return { ...assignment, escalatedAt: at, remindAt: nextReminder(dueAt, at, terms) };
    case 'renewed': {
      // In time: it is due when what was done ends.
      const until = fulfilled?.until ?? dueAt;
      return {
        ...assignment,
        since: at,
        dueAt: until,
        remindAt: nextReminder(until, at, terms),
        escalatedAt: null,
        fulfilled: null,
      };
    }
  }
}
