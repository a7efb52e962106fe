import type { Outcome, Refusal } from '../domain/decider.ts';
import type { Database } from './database.ts';

/** An outcome, with the stream that it was answered on. */
export type StoredOutcome = Outcome & { stream: string };

/** The outcomes of those of the commands that have one. */
export async function findOutcomes(db: Database, commandIds: readonly string[]): Promise<StoredOutcome[]> {
  if (commandIds.length === 0) return [];
  const rows = await db
    .selectFrom('command_outcome')
    .selectAll()
    .where('command_id', 'in', commandIds)
    .execute();
  return rows.map(toOutcome);
}

function toOutcome(row: {
  command_id: string;
  stream: string;
  operation: string;
  actor: string;
  at: string;
  request_hash: string | null;
  seq: number;
  refusal: Refusal | null;
}): StoredOutcome {
  const answered = {
    commandId: row.command_id,
    stream: row.stream,
    operation: row.operation,
    by: row.actor,
    at: row.at,
    requestHash: row.request_hash,
    seq: row.seq,
  };
  return row.refusal === null
    ? { ...answered, status: 'accepted' }
    : { ...answered, status: 'refused', refusal: row.refusal };
}
