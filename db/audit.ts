import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database } from './database.ts';

/** An event as it stands in the register, with all that is needed to verify it. */
export interface RecordedEvent {
  position: number;
  stream: string;
  seq: number;
  type: string;
  at: Instant;
  actor: PersonId;
  commandId: string | null;
  canonical: string;
  prevHash: string;
  hash: string;
}

/** A stream's events after `after`, in order, with their hashes in hex. */
export async function exportStream(
  db: Database,
  stream: string,
  limit: number,
  after = 0,
): Promise<RecordedEvent[]> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('stream', '=', stream)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ command_id, prev_hash, hash, ...row }) => ({
    ...row,
    commandId: command_id,
    prevHash: prev_hash.toString('hex'),
    hash: hash.toString('hex'),
  }));
}
