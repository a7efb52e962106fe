import type { SignOffPlan } from './approval-plan.ts';
import type { WorkingCalendar } from './approval-policy.ts';
import type { Instant } from './decider.ts';
import type { Criticality, VendorPolicy } from './vendor-policy.ts';
import { addWorkingHours } from './working-time.ts';

/** The clocks of the sign-offs that a review of answers handed in at `from` needs. */
export function planVendorReview(
  { requiredRoles, slaHours, remindAt, escalateTo }: VendorPolicy,
  criticality: Criticality,
  calendar: WorkingCalendar,
  from: Instant,
): SignOffPlan[] {
  const dueAt = addWorkingHours(calendar, from, slaHours);
  const reminders = remindAt.map((share) => addWorkingHours(calendar, from, slaHours * share)).sort();
  return requiredRoles[criticality].map((role) => ({ role, dueAt, remindAt: [...reminders], escalateTo }));
}
