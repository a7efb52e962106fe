import type { ApprovalPolicy } from './approval-policy.ts';
import type { Instant } from './decider.ts';
import type { Role, SignOffRole } from './identity.ts';
import type { Tier } from './triage.ts';
import { addCalendarDays, addWorkingHours, eachWorkingDay } from './working-time.ts';

/** One role's clock: every instant absolute, worked out once when the clock starts. */
export interface SignOffPlan {
  role: SignOffRole;
  dueAt: Instant;
  remindAt: Instant[];
  escalateTo: Role;
}

/** Who signs by when, and when an undecided request expires. */
export interface ApprovalPlan {
  signOffs: SignOffPlan[];
  expiresAt: Instant;
}

/**
 * The clocks of all roles that `policy` requires at `tier`, started at `from`. A prohibited request has no sign-offs;
 * its expiry is the end of the time in which it can be reopened.
 */
export function planApproval(policy: ApprovalPolicy, tier: Tier, from: Instant): ApprovalPlan {
  const expiresAt = addCalendarDays(policy.calendar, from, policy.expiryDays);
  if (tier === 'prohibited') return { signOffs: [], expiresAt };
  const signOffs = policy.requiredRoles[tier].map((role): SignOffPlan => {
    const hours = policy.slaHours[role][tier];
    const dueAt = addWorkingHours(policy.calendar, from, hours);
    const early = policy.remindAt.map((share) => addWorkingHours(policy.calendar, from, hours * share));
    const remindAt = [...early, ...eachWorkingDay(policy.calendar, dueAt, expiresAt)];
    return { role, dueAt, remindAt: [...new Set(remindAt)].sort(), escalateTo: policy.escalateTo[role] };
  });
  return { signOffs, expiresAt };
}
