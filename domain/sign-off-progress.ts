import type { SignOffPlan } from './approval-plan.ts';
import type { Instant, PersonId } from './decider.ts';
import { type Role, type SignOffRole, system } from './identity.ts';
import type { SignOff } from './sign-off.ts';

/** A required sign-off that nobody has made yet. */
export function pending({ role, dueAt, remindAt, escalateTo }: SignOffPlan): SignOff {
  return { role, dueAt, remindAt, remindersSent: 0, escalateTo, escalatedAt: null, made: null };
}

/** The sign-offs that nobody has made yet, soonest due first. */
export function notMade(signOffs: readonly SignOff[]): SignOff[] {
  return signOffs
    .filter(({ made }) => made === null)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

export function changeSignOff(
  signOffs: readonly SignOff[],
  role: SignOffRole,
  change: (signOff: SignOff) => SignOff,
): SignOff[] {
  return signOffs.map((signOff) => (signOff.role === role ? change(signOff) : signOff));
}

/** The instants at which time alone will bring something about for these sign-offs. */
export function deadlinesOf(waiting: readonly SignOff[]): Instant[] {
  return waiting.flatMap(({ remindAt, escalatedAt, dueAt }) => [
    ...remindAt,
    ...(escalatedAt === null ? [dueAt] : []),
  ]);
}

export type SignOffClockEvent = { at: Instant; by: PersonId } & (
  | { type: 'Reminded'; role: SignOffRole; dueAt: Instant; overdue: boolean }
  | { type: 'Escalated'; role: SignOffRole; to: Role }
);

/**
 * What time alone has brought about for these sign-offs. Several reminders missed in an outage become one: people are
 * told what is true now, not what should have been said each day.
 */
export function elapsedSignOffs(waiting: readonly SignOff[], now: Instant): SignOffClockEvent[] {
  return waiting.flatMap(({ role, dueAt, remindAt, escalatedAt, escalateTo }) => {
    const events: SignOffClockEvent[] = [];
    if (remindAt.some((instant) => instant <= now)) {
      events.push({ type: 'Reminded', at: now, by: system, role, dueAt, overdue: dueAt <= now });
    }
    if (escalatedAt === null && dueAt <= now) {
      events.push({ type: 'Escalated', at: now, by: system, role, to: escalateTo });
    }
    return events;
  });
}

/** The sign-off after it was reminded of at `at`: what was due by then is not due again. */
export function reminded(signOff: SignOff, at: Instant): SignOff {
  const remindAt = signOff.remindAt.filter((instant) => instant > at);
  return { ...signOff, remindAt, remindersSent: signOff.remindersSent + 1 };
}

export const signOffOutcomes = ['approved', 'approved_with_conditions', 'rejected'] as const;
export type SignOffOutcome = (typeof signOffOutcomes)[number];

/** Undefined while anything is still to be said; what nobody signs is never approved for that. */
export function outcomeOf(signOffs: readonly SignOff[]): SignOffOutcome | undefined {
  if (signOffs.length === 0) return undefined;
  const decisions = signOffs.map(({ made }) => made?.decision);
  if (decisions.includes('reject')) return 'rejected';
  if (decisions.some((decision) => decision === undefined || decision === 'request_changes'))
    return undefined;
  return decisions.includes('approve_with_conditions') ? 'approved_with_conditions' : 'approved';
}
