import type { DataClass } from '../domain/adoption-request-content.ts';
import {
  forbiddenAmong,
  hasWindow,
  measuredBy,
  type Observation,
  uses,
  valueOutside,
} from '../domain/boundary-breach.ts';
import type { Boundary } from '../domain/boundary.ts';
import type { Instant } from '../domain/decider.ts';
import { lastBreaches, type LastBreach, openBreach } from './boundary-breach.ts';
import type { DatabaseTransaction } from './database.ts';
import type { MeantSystem } from './usage-system.ts';
import type { UsageTotal } from './usage-total.ts';
import { type WatchedBoundary, windowsOf } from './usage-window.ts';

/** A system with what has just been added to its use. */
export interface TouchedSystem extends UsageTotal {
  system: MeantSystem;
  metrics: Set<string>;
  dataClasses: Set<DataClass>;
}

/**
 * Looks at the boundaries of systems whose use has just been added to, within the same transaction, and opens a breach of
 * each that is broken and has none open.
 */
export async function watchBoundaries(
  trx: DatabaseTransaction,
  touched: ReadonlyMap<string, TouchedSystem>,
  at: Instant,
): Promise<void> {
  const watching = [...touched.values()]
    .filter(({ system }) => system.boundaries.length > 0)
    .sort((a, b) => (a.system.id < b.system.id ? -1 : 1));
  if (watching.length === 0) return;
  const last = await lastBreaches(
    trx,
    watching.map(({ system }) => system.id),
  );
  const broken: Broken[] = [];
  const watched: (WatchedBoundary & { of: TouchedSystem })[] = [];
  for (const of of watching) {
    for (const boundary of of.system.boundaries) {
      const before = last(of.system.id, boundary.id);
      if (before?.isOpen === true) continue;
      if (hasWindow(boundary)) {
        if (isTouched(measuredBy(boundary), of)) watched.push(watchedBoundary(of, boundary, before));
        continue;
      }
      const dataClass = forbiddenAmong(boundary, of.dataClasses);
      if (dataClass !== undefined) broken.push({ of, boundary, observed: { kind: 'data_class', dataClass } });
    }
  }
  const isBroken = new Set<number>();
  for (const { place, until, ...seen } of await windowsOf(trx, watched, at)) {
    const looked = watched[place];
    if (looked === undefined || isBroken.has(place)) continue;
    const value = valueOutside(looked.boundary, seen);
    if (value === undefined) continue;
    isBroken.add(place);
    const observed = { kind: 'window' as const, value, samples: seen.samples, until };
    broken.push({ of: looked.of, boundary: looked.boundary, observed });
  }
  for (const { of, boundary, observed } of broken.sort(bySystem)) {
    await openBreach(trx, of.system, boundary, observed, at);
  }
}

interface Broken {
  of: TouchedSystem;
  boundary: Boundary;
  observed: Observation;
}

function isTouched(measured: string, { metrics }: TouchedSystem): boolean {
  return measured === uses || metrics.has(measured);
}

function watchedBoundary(
  of: TouchedSystem,
  boundary: WatchedBoundary['boundary'],
  before: LastBreach | undefined,
) {
  const { firstUsedAt, lastUsedAt, system } = of;
  const settledAt = before?.settledAt ?? null;
  return {
    of,
    system: system.id,
    boundary,
    from: minuteOf(firstUsedAt),
    to: minuteOf(lastUsedAt),
    settledAt,
  };
}

function minuteOf(instant: Instant): Instant {
  return `${instant.slice(0, 16)}:00.000Z`;
}

function bySystem(a: Broken, b: Broken): number {
  return a.of.system.id < b.of.system.id ? -1 : a.of.system.id > b.of.system.id ? 1 : 0;
}
