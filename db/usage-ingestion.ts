import type { Instant } from '../domain/decider.ts';
import { faultOfTime, timesTaken, type UsageEvent } from '../domain/usage-event.ts';
import type { UsagePolicy } from '../domain/usage-policy.ts';
import { type TouchedSystem, watchBoundaries } from './boundary-watch.ts';
import type { Database } from './database.ts';
import { inTransaction } from './facts.ts';
import { countUnknownSystems } from './unknown-system.ts';
import { planForMany, putDownUses } from './usage-event.ts';
import { ensureUsagePartitions, monthOf } from './usage-partition.ts';
import { usagePolicyInForce } from './usage-policy.ts';
import { type MeantSystem, systemsMeant } from './usage-system.ts';
import { addToTotals } from './usage-total.ts';

/** What became of one event. */
export type UsageOutcome =
  { outcome: 'accepted' | 'duplicate' } | { outcome: 'refused'; pointer: string; detail: string };

/** An event, where it stands among those that came together, and its system where the inventory has it. */
interface Fresh {
  place: number;
  event: UsageEvent;
  system: MeantSystem | undefined;
}

/**
 * Puts use down with all that follows from it, in one transaction: sums, totals, the list of unknown systems, and what
 * breaks a boundary. Returns what became of each event, in their order: one that cannot be taken takes none with it.
 */
export async function ingestUsage(
  db: Database,
  events: readonly UsageEvent[],
  at: Instant,
): Promise<UsageOutcome[]> {
  const { outcomes, fresh } = await sortOut(db, events, at);
  if (fresh.length === 0) return outcomes;
  await ensureUsagePartitions(db, [...new Set(fresh.map(({ event }) => monthOf(event.usedAt)))]);
  await inTransaction(db, async (trx) => {
    await planForMany(trx);
    const uses = fresh.map(({ event, system }) => ({ ...event, systemId: system?.id ?? null }));
    const known = await putDownUses(trx, uses, at);
    for (const { place } of fresh.filter((_one, index) => known.has(index))) {
      outcomes[place] = { outcome: 'duplicate' };
    }
    const added = fresh.filter((_one, index) => !known.has(index));
    await countUnknownSystems(
      trx,
      added.filter(({ system }) => system === undefined).map(({ event }) => event),
      at,
    );
    const touched = touchedSystems(added);
    await addToTotals(trx, touched);
    await watchBoundaries(trx, touched, at);
  });
  return outcomes;
}

/** What is too old, from the future, or twice among these; and what is left. */
async function sortOut(db: Database, events: readonly UsageEvent[], at: Instant) {
  const [systemOf, { rules }] = await Promise.all([systemsMeant(db, events), usagePolicyInForce(db)]);
  const taken = timesTakenBy(rules, at);
  const outcomes: UsageOutcome[] = [];
  const fresh: Fresh[] = [];
  const seen = new Set<string>();
  for (const [place, event] of events.entries()) {
    const system = systemOf(event);
    const fault = faultOfTime(event.usedAt, taken[system?.tier ?? 'unknown']);
    const key = `${event.usedAt}${event.source}\0${event.id}`;
    if (fault !== undefined) outcomes.push({ outcome: 'refused', pointer: '/usedAt', detail: fault });
    else if (seen.has(key)) outcomes.push({ outcome: 'duplicate' });
    else {
      seen.add(key);
      outcomes.push({ outcome: 'accepted' });
      fresh.push({ place, event, system });
    }
  }
  return { outcomes, fresh };
}

function timesTakenBy({ keptDays, unknownKeptDays }: UsagePolicy, at: Instant) {
  return {
    low: timesTaken(at, keptDays.low),
    medium: timesTaken(at, keptDays.medium),
    high: timesTaken(at, keptDays.high),
    critical: timesTaken(at, keptDays.critical),
    unknown: timesTaken(at, unknownKeptDays),
  };
}

/** What these events add to the use of each system of the inventory. */
function touchedSystems(added: readonly Fresh[]): Map<string, TouchedSystem> {
  const touched = new Map<string, TouchedSystem>();
  for (const { event, system } of added) {
    if (system === undefined) continue;
    const { usedAt } = event;
    const one = touched.get(system.id) ?? {
      system,
      uses: 0,
      cost: 0,
      firstUsedAt: usedAt,
      lastUsedAt: usedAt,
      metrics: new Set(),
      dataClasses: new Set(),
    };
    one.uses += event.requests;
    one.cost += event.cost ?? 0;
    if (usedAt < one.firstUsedAt) one.firstUsedAt = usedAt;
    if (usedAt > one.lastUsedAt) one.lastUsedAt = usedAt;
    for (const metric in event.measurements) one.metrics.add(metric);
    if (event.dataClass !== null) one.dataClasses.add(event.dataClass);
    touched.set(system.id, one);
  }
  return touched;
}
