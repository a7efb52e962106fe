import { randomUUID } from 'node:crypto';
import type { DomainEvent } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { appendEvents, headOf } from './event-store.ts';
import { sql } from 'kysely';

/**
 * Writes down what no process has to decide on: events and, by `project`, their read model, in the caller's
 * transaction. Writers of one stream wait for each other.
 */
export async function recordFacts<Event extends DomainEvent>(
  trx: DatabaseTransaction,
  stream: string,
  events: readonly Event[],
  project: (trx: DatabaseTransaction, events: readonly Event[]) => Promise<void>,
): Promise<void> {
  await lockStream(trx, stream);
  const head = await headOf(trx, stream);
  const commandId = randomUUID();
  const caused = events.map((event) => ({ event, commandId }));
  await appendEvents(trx, stream, head, caused);
  await project(trx, events);
}

/** Until the transaction ends, nobody else who asks for this stream's lock gets it; a shared one keeps out writers only. */
export async function lockStream(
  trx: DatabaseTransaction,
  stream: string,
  how: 'exclusive' | 'shared' = 'exclusive',
): Promise<void> {
  const lock = sql.raw(how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  await sql`select ${lock}(hashtextextended(${stream}, 0))`.execute(trx);
}

/** Runs `work` in one transaction. */
export function inTransaction<Result>(
  db: Database,
  work: (trx: DatabaseTransaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(work);
}
