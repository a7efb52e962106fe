import { daysAfter } from './days.ts';
import type { Instant } from './decider.ts';
import { type Role, system } from './identity.ts';
import type { ManagementReview, ManagementReviewEvent } from './management-review-state.ts';
import { deadlinesOf, elapsedSignOffs, notMade } from './sign-off-progress.ts';
import type { SignOff } from './sign-off.ts';

/** Days to prepare the minutes, and then to sign them. */
export const preparationDays = 30;
export const signingDays = 14;

/** Whoever waits for minutes that nobody writes, and whoever waits for a signature that nobody makes. */
export const preparationEscalatesTo: Role = 'management';
export const signingEscalatesTo: Role = 'compliance_manager';

/** Reminded at half of the time, and again at its end. */
export function clockOf(at: Instant, days: number): { dueAt: Instant; remindAt: Instant[] } {
  return { dueAt: daysAfter(at, days), remindAt: [daysAfter(at, days / 2), daysAfter(at, days)] };
}

/** The sign-off that is waited for; none before there is something to sign. */
export function waitingFor({ state, signOff }: ManagementReview): SignOff[] {
  return state === 'signing' && signOff !== null ? notMade([signOff]) : [];
}

export function nextDeadline(review: ManagementReview): Instant | undefined {
  if (review.state === 'preparing') return preparationDeadlines(review).sort()[0];
  return deadlinesOf(waitingFor(review)).sort()[0];
}

function preparationDeadlines({ remindAt, escalatedAt, dueAt }: ManagementReview): Instant[] {
  return [...remindAt, ...(escalatedAt === null ? [dueAt] : [])];
}

/** What time alone has brought about by `now`. Reminders missed in an outage become one. */
export function elapse(review: ManagementReview, now: Instant): ManagementReviewEvent[] {
  if (review.state === 'preparing') return elapsedPreparation(review, now);
  return elapsedSignOffs(waitingFor(review), now).map((event): ManagementReviewEvent => {
    const { at, by } = event;
    if (event.type === 'Escalated') return { type: 'SignOffEscalated', at, by };
    return { type: 'SignOffReminded', at, by, dueAt: event.dueAt, overdue: event.overdue };
  });
}

function elapsedPreparation(
  { remindAt, escalatedAt, dueAt }: ManagementReview,
  now: Instant,
): ManagementReviewEvent[] {
  const events: ManagementReviewEvent[] = [];
  if (remindAt.some((instant) => instant <= now)) {
    events.push({ type: 'PreparationReminded', at: now, by: system, dueAt, overdue: dueAt <= now });
  }
  if (escalatedAt === null && dueAt <= now) {
    events.push({ type: 'PreparationEscalated', at: now, by: system });
  }
  return events;
}
