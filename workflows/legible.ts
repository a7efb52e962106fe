import type { Instant } from '../domain/decider.ts';

/** An instant as the Temporal UI shows it: it knows nobody's time zone. */
export function legible(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** Whom a process waits for, and until when. */
export function waitingUntil(waited: string, next: Instant | undefined): string {
  return next === undefined ? waited : `${waited} until ${legible(next)}`;
}
