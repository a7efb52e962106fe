import type { DataClass } from './adoption-request-content.ts';
import { daysAfter } from './days.ts';
import type { Instant } from './decider.ts';

/** One use of an AI system, as whatever stands in front of the tool tells of it. What was said to the tool is no part of it. */
export interface UsageEvent {
  /** What its source calls it: the same id at the same instant from the same source is the same event. */
  id: string;
  /** The machine or the person that brought it. */
  source: string;
  /** When the system was used, not when that became known. */
  usedAt: Instant;
  /** By id, or by the name that it has in the inventory. */
  system: string;
  /** By id or user name; a name that the directory does not know stays as it is. */
  person: string | null;
  purpose: string | null;
  dataClass: DataClass | null;
  tokens: number | null;
  /** How many uses it stands for. */
  requests: number;
  /** In the currency of the system's approval. */
  cost: number | null;
  /** What was measured of the output, by name: 0–1 or any number. */
  measurements: Record<string, number>;
  flags: string[];
  /** SHA-256 of what was said to the tool and of what it said, where somebody must be able to prove it later. */
  promptHash: string | null;
  outputHash: string | null;
}

export const largestUsageBatch = 10_000;

/** Measurements and costs beyond this, either way, are taken for mistakes. */
export const largestAmount = 1e12;

/** Clocks differ; what is further ahead than this has not happened. */
export const furthestAheadMs = 5 * 60_000;

/** The instants between which a use that is told at `at` is taken, where use is kept for so many days. */
export function timesTaken(at: Instant, keptDays: number): { oldest: Instant; newest: Instant } {
  const newest = new Date(Date.parse(at) + furthestAheadMs).toISOString();
  return { oldest: daysAfter(at, -keptDays), newest };
}

/** What is wrong with the time of a use; undefined where nothing is. */
export function faultOfTime(usedAt: Instant, { oldest, newest }: { oldest: Instant; newest: Instant }) {
  if (usedAt > newest) return 'lies in the future: check the clock of what sends it';
  if (usedAt < oldest) return `is older than use is kept here: it goes back to ${oldest}`;
  return undefined;
}
