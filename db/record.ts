import pg from 'pg';
import type { CausedEvent, DomainEvent, Outcome, Refusal } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { appendEvents, headOf, readEvents, storeOutcomes } from './event-store.ts';
import { failedGuard, type FailedGuard, lockForGuards } from './guard.ts';
import { addNotifications } from './notification.ts';
import { sendProcessMessages } from './process-message.ts';
import { projectEvents } from './projections.ts';

/** What a process wants on record: events behind `expectedSeq`, and what became of the commands that led there. */
export interface RecordRequest {
  stream: string;
  expectedSeq: number;
  events: CausedEvent<DomainEvent>[];
  outcomes: Outcome[];
}

/**
 * `recorded`: all of it is committed. `superseded`: nothing was written, because an earlier attempt (or a repeat of a
 * command) had come before; fold in `events`, leave out the `answered` commands, and decide the rest again. `guarded`:
 * nothing was written, because something elsewhere does not allow what the command led to; refuse it and decide again.
 */
export type RecordResult =
  | { status: 'recorded' }
  | { status: 'superseded'; events: DomainEvent[]; answered: string[] }
  | { status: 'guarded'; commandId: string; refusal: Refusal };

/** The register knows less than the process: a database restored from a backup. No retry mends that. */
export class RegisterBehindError extends Error {
  override readonly name = 'RegisterBehindError';
}

/**
 * The one way a process changes anything: events, read model, outcomes and who must be told, in one transaction or not
 * at all.
 * @throws {RegisterBehindError} when the stream ends before `expectedSeq`
 */
export async function record(db: Database, request: RecordRequest): Promise<RecordResult> {
  try {
    return await db.transaction().execute((trx) => recordIn(trx, request));
  } catch (error) {
    if (error instanceof Superseded || isUniqueViolation(error)) return supersededBy(db, request);
    if (error instanceof Guarded) return { status: 'guarded', ...error.guard };
    throw error;
  }
}

/** Thrown to roll a transaction back; never leaves this file. */
class Superseded extends Error {}

/** The same, for a guard that does not hold. */
class Guarded extends Error {
  readonly guard: FailedGuard;

  constructor(guard: FailedGuard) {
    super(guard.refusal.detail);
    this.guard = guard;
  }
}

async function recordIn(trx: DatabaseTransaction, request: RecordRequest): Promise<RecordResult> {
  const { stream, expectedSeq, events, outcomes } = request;
  const head = await headOf(trx, stream);
  if (head.seq > expectedSeq) throw new Superseded();
  if (head.seq < expectedSeq) {
    throw new RegisterBehindError(`${stream} ends at ${head.seq}, its process has reached ${expectedSeq}`);
  }
  const stored = await storeOutcomes(trx, stream, outcomes);
  if (stored.length < outcomes.length) throw new Superseded();
  await lockForGuards(trx, stream, events);
  await appendEvents(trx, stream, head, events);
  await addNotifications(trx, stream, await projectEvents(trx, stream, head.seq, events));
  const guard = await failedGuard(trx, stream, events);
  if (guard !== undefined) throw new Guarded(guard);
  await sendProcessMessages(trx, stream, head.seq, events);
  return { status: 'recorded' };
}

async function supersededBy(
  db: Database,
  { stream, expectedSeq, outcomes }: RecordRequest,
): Promise<RecordResult> {
  const events = await readEvents(db, stream, expectedSeq);
  const ids = outcomes.map(({ commandId }) => commandId);
  const answered =
    ids.length === 0
      ? []
      : await db.selectFrom('command_outcome').select('command_id').where('command_id', 'in', ids).execute();
  return { status: 'superseded', events, answered: answered.map(({ command_id }) => command_id) };
}

/** Only the register's own keys mean "somebody was here before": a breach of another constraint is a fault to see. */
function isUniqueViolation(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.code === '23505' &&
    (error.table === 'event' || error.table === 'command_outcome')
  );
}
