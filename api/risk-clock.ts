import type { WorkingCalendar } from '../domain/approval-policy.ts';
import type { Instant } from '../domain/decider.ts';
import { bandOf, type RiskPolicy, type RiskScore } from '../domain/risk-policy.ts';
import { addCalendarDays, endOfLocalDate, localDateOf } from '../domain/working-time.ts';

/** The last local day until which a residual score may be accepted at `at`. */
export function longestAcceptance(
  policy: RiskPolicy,
  residual: RiskScore,
  calendar: WorkingCalendar,
  at: Instant,
): string {
  const { longestDays } = policy.acceptance[bandOf(policy, residual)];
  return localDateOf(addCalendarDays(calendar, at, longestDays), calendar.timeZone);
}

/** What is for a local day holds until its end; reminders come so many days before as the policy says, unless they are past. */
export function clockUntil(
  date: string,
  { remindDaysBefore }: RiskPolicy,
  calendar: WorkingCalendar,
  at: Instant,
): { dueAt: Instant; remindAt: Instant[] } {
  const dueAt = endOfLocalDate(date, calendar.timeZone);
  const remindAt = remindDaysBefore
    .map((days) => addCalendarDays(calendar, dueAt, -days))
    .filter((instant) => instant > at)
    .sort();
  return { dueAt, remindAt };
}
