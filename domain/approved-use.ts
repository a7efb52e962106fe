import type { AdoptionRequest } from './adoption-request-state.ts';
import type { ApprovedScope, ApprovedUse, ReviewPlan } from './ai-system-state.ts';
import type { SignOffTier, WorkingCalendar } from './approval-policy.ts';
import type { Instant } from './decider.ts';
import { addCalendarDays, addCalendarMonths } from './working-time.ts';

/** Months from one review of a system to the next: planned intervals (ISO/IEC 42001, 9.3), shorter where the risk is high. */
export const reviewMonths: Record<SignOffTier, number> = { low: 12, medium: 12, high: 6, critical: 6 };

/** Days before a review at which the owner is reminded of it, and after it at which the system is suspended for want of one. */
const remindDaysBefore = [30, 7];
const graceDays = 30;

export function planReview(calendar: WorkingCalendar, months: number, from: Instant): ReviewPlan {
  const nextReviewAt = addCalendarMonths(calendar, from, months);
  return {
    nextReviewAt,
    remindAt: remindDaysBefore.map((days) => addCalendarDays(calendar, nextReviewAt, -days)),
    lapsesAt: addCalendarDays(calendar, nextReviewAt, graceDays),
  };
}

/** What an approval at `at` makes of a request; undefined of a tier that nobody can approve. */
export function approvedUse(
  request: string,
  { content, tier, requester }: AdoptionRequest,
  calendar: WorkingCalendar,
  at: Instant,
): ApprovedUse | undefined {
  if (tier === 'prohibited') return undefined;
  const { title, system, costs, businessOwner } = content;
  return {
    name: system.name,
    provider: system.provider,
    model: system.model,
    title,
    tier,
    owner: businessOwner,
    vendor: system.vendor ?? null,
    request,
    currency: costs.currency,
    scope: approvedScope(content, [requester, businessOwner]),
    reviewMonths: reviewMonths[tier],
    review: planReview(calendar, reviewMonths[tier], at),
  };
}

/** A request that gives its purposes no names is for the one that its title says. */
function approvedScope(
  { title, purpose, users, data, legal }: AdoptionRequest['content'],
  people: string[],
): ApprovedScope {
  const named = purpose.names ?? [];
  return {
    purposes: named.length > 0 ? named : [title],
    dataClasses: data.classes,
    users: { everyone: false, roles: [], teams: users.teams, people: [...new Set(people)] },
    regions: legal.regions,
  };
}
