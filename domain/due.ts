import type { Instant } from './decider.ts';

/** What waits for somebody until a time: they are reminded of it, and once that has passed it is escalated, once. */
export interface DueClock {
  dueAt: Instant;
  /** Reminders still to come. */
  remindAt: Instant[];
  escalatedAt: Instant | null;
}

/** The next instant at which the clock brings something about; undefined once it does not any more. */
export function nextOf({ remindAt, escalatedAt, dueAt }: DueClock): Instant | undefined {
  return [...remindAt, ...(escalatedAt === null ? [dueAt] : [])].sort()[0];
}

/** What the clock brings about by `now`. Several reminders missed in an outage are one: people are told what is true now. */
export function strikes(
  { remindAt, escalatedAt, dueAt }: DueClock,
  now: Instant,
): { reminds: boolean; escalates: boolean } {
  return {
    reminds: remindAt.some((instant) => instant <= now),
    escalates: escalatedAt === null && dueAt <= now,
  };
}

/** The reminders that are still to come after one at `at`. */
export function remindersAfter({ remindAt }: Pick<DueClock, 'remindAt'>, at: Instant): Instant[] {
  return remindAt.filter((instant) => instant > at);
}
