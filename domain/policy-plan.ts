import type { SignOffPlan } from './approval-plan.ts';
import type { WorkingCalendar } from './approval-policy.ts';
import type { Instant } from './decider.ts';
import type { PolicyDetails } from './policy-state.ts';
import { reviewEscalatesTo } from './policy-time.ts';
import { addWorkingHours } from './working-time.ts';

/** Shares of an approver's time (0–1) at which they are reminded. */
const remindAt = [0.5, 1];

/** The clocks of the sign-offs of a version that is handed in at `from`. */
export function planPolicySignOffs(
  { approvers, signOffHours }: PolicyDetails,
  calendar: WorkingCalendar,
  from: Instant,
): SignOffPlan[] {
  const after = (share: number) => addWorkingHours(calendar, from, signOffHours * share);
  const reminders = remindAt.map(after).sort();
  return approvers.map((role) => ({
    role,
    dueAt: after(1),
    remindAt: [...reminders],
    escalateTo: reviewEscalatesTo,
  }));
}
