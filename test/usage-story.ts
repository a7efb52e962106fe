import { randomUUID } from 'node:crypto';
import type { UsageEvent } from '../domain/usage-event.ts';

/** A use of a system, as a source tells of it. */
export function useOf(system: string, usedAt: string, changes: Partial<UsageEvent> = {}): UsageEvent {
  return {
    id: randomUUID(),
    source: 'machine/gateway',
    usedAt,
    system,
    person: null,
    purpose: null,
    dataClass: null,
    tokens: null,
    requests: 1,
    cost: null,
    measurements: {},
    flags: [],
    promptHash: null,
    outputHash: null,
    ...changes,
  };
}

export function minutesAfter(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}
