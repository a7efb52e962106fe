import type { AdoptionRequest, AdoptionRequestEvent } from './adoption-request-state.ts';
import type { Instant } from './decider.ts';
import { system } from './identity.ts';
import { deadlinesOf, elapsedSignOffs, notMade } from './sign-off-progress.ts';
import type { SignOff } from './sign-off.ts';

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
  return notMade(request.signOffs);
}

export function nextDeadline(request: AdoptionRequest): Instant | undefined {
  if (isFinal(request)) return undefined;
  const instants = deadlinesOf(waitingFor(request));
  return [...instants, request.expiresAt].sort()[0];
}

/** What time alone has brought about by `now`. An expiry stands at its own instant, however late it is seen. */
export function elapse(request: AdoptionRequest, now: Instant): AdoptionRequestEvent[] {
  if (isFinal(request)) return [];
  if (request.expiresAt <= now) {
    return [
      { type: isUndecided(request) ? 'Expired' : 'ReopeningLapsed', at: request.expiresAt, by: system },
    ];
  }
  return elapsedSignOffs(waitingFor(request), now);
}
