import type { Instant } from './decider.ts';

/** Days of 24 hours: a cycle of months needs no calendar, and no time-zone data can move it. */
export function daysAfter(at: Instant, days: number): Instant {
  return new Date(Date.parse(at) + days * 86_400_000).toISOString();
}
