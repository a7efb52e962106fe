import type { ApprovalPolicy, SignOffTier } from './approval-policy.ts';
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
  return { signOffs: planSignOffs(policy, policy.requiredRoles[tier], tier, from), expiresAt };
}

/** The clocks of these roles at `tier`, started at `from`; each reminds every working day until what is asked expires. */
export function planSignOffs(
  policy: ApprovalPolicy,
  roles: readonly SignOffRole[],
  tier: SignOffTier,
  from: Instant,
): SignOffPlan[] {
  const expiresAt = addCalendarDays(policy.calendar, from, policy.expiryDays);
  // Most roles have the same hours, and reckoning in a time zone is the slow part of a submission.
  const clocks = new Map<number, Clock>();
  const clockOf = (hours: number): Clock => {
    const clock = clocks.get(hours) ?? clockFor(policy, hours, from, expiresAt);
    clocks.set(hours, clock);
    return clock;
  };
  return roles.map((role): SignOffPlan => {
    const { dueAt, remindAt } = clockOf(policy.slaHours[role][tier]);
    return { role, dueAt, remindAt: [...remindAt], escalateTo: policy.escalateTo[role] };
  });
}

type Clock = Pick<SignOffPlan, 'dueAt' | 'remindAt'>;

function clockFor(policy: ApprovalPolicy, hours: number, from: Instant, expiresAt: Instant): Clock {
  const { calendar } = policy;
  const dueAt = addWorkingHours(calendar, from, hours);
  const early = policy.remindAt.map((share) => addWorkingHours(calendar, from, hours * share));
  const remindAt = [...early, ...eachWorkingDay(calendar, dueAt, expiresAt)];
  return { dueAt, remindAt: [...new Set(remindAt)].sort() };
}
