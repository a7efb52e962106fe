import type { AiSystem, AiSystemEvent, OpenChange } from './ai-system-state.ts';
import type { Instant } from './decider.ts';
import { type Role, system } from './identity.ts';
import { deadlinesOf, elapsedSignOffs, notMade } from './sign-off-progress.ts';
import type { SignOff } from './sign-off.ts';

/** Whom the delay of an owner goes to. */
export const systemEscalatesTo: Role = 'compliance_manager';

/** The sign-offs that a change waits for; none once somebody has rejected it. */
export function waitingFor({ signOffs }: OpenChange): SignOff[] {
  return isRejected({ signOffs }) ? [] : notMade(signOffs);
}

export function isRejected({ signOffs }: Pick<OpenChange, 'signOffs'>): boolean {
  return signOffs.some(({ made }) => made?.decision === 'reject');
}

/** Why the system may not be used for as long as that stays so, at `at`. */
export function barToUse(
  { changes, reviewLapsesAt }: AiSystem,
  at: Instant,
): { reason: 'review_lapsed' | 'change_not_signed'; note: string } | undefined {
  if (reviewLapsesAt <= at) return { reason: 'review_lapsed', note: 'Its review is overdue.' };
  const unsigned = changes.find((change) => isRejected(change) || change.suspendAt <= at);
  if (unsigned === undefined) return undefined;
  const what = `Change ${unsigned.number}`;
  const note = isRejected(unsigned) ? `${what} was rejected.` : `${what} has not been signed off in time.`;
  return { reason: 'change_not_signed', note };
}

/** The next instant at which time alone will bring something about. */
export function nextDeadline(current: AiSystem): Instant | undefined {
  if (current.state === 'decommissioned') return undefined;
  const { reviewRemindAt, reviewOverdueAt, nextReviewAt, reviewLapsesAt, changes, joinings } = current;
  return [
    ...reviewRemindAt,
    ...(reviewOverdueAt === null ? [nextReviewAt] : []),
    ...changes.flatMap((change) => deadlinesOf(waitingFor(change))),
    ...joinings.flatMap(({ dueAt, escalatedAt }) => (escalatedAt === null ? [dueAt] : [])),
    ...(current.state === 'live' ? [reviewLapsesAt, ...changes.map(({ suspendAt }) => suspendAt)] : []),
  ].sort()[0];
}

/** What time alone has brought about by `now`. Reminders missed in an outage become one. */
export function elapse(current: AiSystem, now: Instant): AiSystemEvent[] {
  if (current.state === 'decommissioned') return [];
  return [
    ...elapsedReview(current, now),
    ...current.changes.flatMap((change) => elapsedChange(change, now)),
    ...elapsedJoinings(current, now),
    ...suspendedByTime(current, now),
  ];
}

function elapsedReview(
  { reviewRemindAt, reviewOverdueAt, nextReviewAt }: AiSystem,
  now: Instant,
): AiSystemEvent[] {
  const events: AiSystemEvent[] = [];
  if (reviewRemindAt.some((instant) => instant <= now)) {
    events.push({ type: 'AiSystemReviewReminded', at: now, by: system, dueAt: nextReviewAt });
  }
  if (reviewOverdueAt === null && nextReviewAt <= now) {
    events.push({ type: 'AiSystemReviewOverdue', at: now, by: system, to: systemEscalatesTo });
  }
  return events;
}

function elapsedChange(change: OpenChange, now: Instant): AiSystemEvent[] {
  return elapsedSignOffs(waitingFor(change), now).map((event) =>
    event.type === 'Reminded'
      ? { ...event, type: 'AiSystemSignOffReminded', change: change.number }
      : { ...event, type: 'AiSystemSignOffEscalated', change: change.number },
  );
}

function elapsedJoinings({ joinings }: AiSystem, now: Instant): AiSystemEvent[] {
  return joinings
    .filter(({ dueAt, escalatedAt }) => escalatedAt === null && dueAt <= now)
    .map(({ number }) => ({ type: 'JoiningEscalated', at: now, by: system, number, to: systemEscalatesTo }));
}

function suspendedByTime(current: AiSystem, now: Instant): AiSystemEvent[] {
  const bar = current.state === 'live' ? barToUse(current, now) : undefined;
  return bar === undefined ? [] : [{ type: 'AiSystemSuspended', at: now, by: system, ...bar }];
}
