import type { AdoptionRequest, AdoptionRequestEvent, SignOff } from './adoption-request-state.ts';
import type { Instant } from './decider.ts';
import { system } from './identity.ts';

/** Open for sign-offs, amendment and withdrawal. */
export function isUndecided({ state }: AdoptionRequest): boolean {
  return state === 'in_review' || state === 'changes_requested';
}

export function isFinal(request: AdoptionRequest): boolean {
  return !isUndecided(request) && !request.reopenable;
}

/** The sign-offs that are waited for, soonest due first. */
export function waitingFor(request: AdoptionRequest): SignOff[] {
  if (!isUndecided(request)) return [];
  return request.signOffs
    .filter(({ made }) => made === null)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
}

export function nextDeadline(request: AdoptionRequest): Instant | undefined {
  if (isFinal(request)) return undefined;
  const instants = waitingFor(request).flatMap((signOff) => [
    ...signOff.remindAt,
    ...(signOff.escalatedAt === null ? [signOff.dueAt] : []),
  ]);
  return [...instants, request.expiresAt].sort()[0];
}

/**
 * What time alone has brought about by `now`. Several reminders missed in an outage become one: people are told what
 * is true now, not what should have been said each day. An expiry stands at its own instant, however late it is seen.
 */
export function elapse(request: AdoptionRequest, now: Instant): AdoptionRequestEvent[] {
  if (isFinal(request)) return [];
  if (request.expiresAt <= now) {
    return [
      { type: isUndecided(request) ? 'Expired' : 'ReopeningLapsed', at: request.expiresAt, by: system },
    ];
  }
  return waitingFor(request).flatMap((signOff) => {
    const { role, dueAt, remindAt, escalatedAt, escalateTo } = signOff;
    const events: AdoptionRequestEvent[] = [];
    if (remindAt.some((instant) => instant <= now)) {
      events.push({ type: 'Reminded', at: now, by: system, role, dueAt, overdue: dueAt <= now });
    }
    if (escalatedAt === null && dueAt <= now) {
      events.push({ type: 'Escalated', at: now, by: system, role, to: escalateTo });
    }
    return events;
  });
}
