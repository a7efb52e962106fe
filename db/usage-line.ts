import type { Instant } from '../domain/decider.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import { Batches } from './batches.ts';
import type { Database } from './database.ts';
import { ingestUsage, type UsageOutcome } from './usage-ingestion.ts';

/** Events that came together. */
interface Told {
  events: readonly UsageEvent[];
  at: Instant;
}

/**
 * Where use stands in line to be put down: what a commit, and a look at a system's boundaries, costs is shared by everybody
 * who waits for it. Beyond half a million events, whoever sends more is asked to wait.
 */
export class UsageLine extends Batches<Told, UsageOutcome[]> {
  constructor(db: Database) {
    super((together) => putDown(db, together), {
      largest: 20_000,
      sizeOf: ({ events }) => events.length,
      mostWaiting: 500_000,
    });
  }

  /** What became of each event, once it is on record. */
  putDown(events: readonly UsageEvent[], at: Instant): Promise<UsageOutcome[]> {
    return this.add({ events, at });
  }
}

async function putDown(db: Database, together: readonly Told[]): Promise<UsageOutcome[][]> {
  const at = together.reduce((latest, one) => (one.at > latest ? one.at : latest), '');
  const outcomes = await ingestUsage(
    db,
    together.flatMap(({ events }) => events),
    at,
  );
  let from = 0;
  return together.map(({ events }) => outcomes.slice(from, (from += events.length)));
}
