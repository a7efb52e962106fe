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
 * What time alone has brought about by `now`, and the assignment after it. Several reminders missed in an outage become
 * one, and none is sent beside the first word that it is overdue: people are told what is true now, once.
 */
export function elapse(
  assignment: Assignment,
  now: Instant,
  terms: AssignmentTerms,
): { assignment: Assignment; passings: AssignmentPassing[] } {
  const { fulfilled, dueAt, remindAt, escalatedAt } = assignment;
  if (fulfilled !== null) {
    const { until } = fulfilled;
    if (until === null || renewalAt(until, terms) > now) return { assignment, passings: [] };
    return elapsedOf(askedAgain(assignment, until, now, terms), now, ['renewed']);
  }
  if (escalatedAt === null && dueAt <= now) {
    const overdue = { ...assignment, escalatedAt: now, remindAt: nextReminder(dueAt, now, terms) };
    return { assignment: overdue, passings: ['overdue'] };
  }
  if (remindAt > now) return { assignment, passings: [] };
  return {
    assignment: { ...assignment, remindAt: nextReminder(dueAt, now, terms) },
    passings: ['reminded'],
  };
}

/** Asked again in time: it is due when what was done ends. */
function askedAgain(
  assignment: Assignment,
  until: Instant,
  now: Instant,
  terms: AssignmentTerms,
): Assignment {
  return {
    ...assignment,
    since: now,
    dueAt: until,
    remindAt: nextReminder(until, now, terms),
    escalatedAt: null,
    fulfilled: null,
  };
}

/** After an outage that outlasted the lead time, what was asked again is overdue at once. */
function elapsedOf(
  assignment: Assignment,
  now: Instant,
  before: AssignmentPassing[],
): { assignment: Assignment; passings: AssignmentPassing[] } {
  if (assignment.dueAt > now) return { assignment, passings: before };
  return { assignment: { ...assignment, escalatedAt: now }, passings: [...before, 'overdue'] };
}
