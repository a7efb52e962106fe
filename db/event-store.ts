import type { CausedEvent, DomainEvent, Outcome } from '../domain/decider.ts';
import { canonicalJson, sha256 } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** What stands before the first event of a stream. */
export const genesisHash = Buffer.alloc(32);

export interface StreamHead {
  seq: number;
  hash: Buffer;
}

/** The chain link: sha256(hash of the event before ‖ canonical bytes). */
export function linkHash(prevHash: Buffer, canonical: Buffer | string): Buffer {
  return sha256(prevHash, canonical);
}

/** What is hashed and kept: where the event stands, which command caused it, and the event whole. */
export function canonicalEvent(stream: string, seq: number, caused: CausedEvent<DomainEvent>): string {
  return canonicalJson({ stream, seq, commandId: caused.commandId, event: caused.event });
}

/** The event within canonical bytes that this store has written. */
export function eventOf(canonical: string): DomainEvent {
  return (JSON.parse(canonical) as { event: DomainEvent }).event;
}

export async function headOf(db: Database | DatabaseTransaction, stream: string): Promise<StreamHead> {
  const last = await db
    .selectFrom('event')
    .select(['seq', 'hash'])
    .where('stream', '=', stream)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? { seq: 0, hash: genesisHash };
}

/** A stream's events in order, after `after` and up to and including `upTo`. */
export async function readEvents<Event extends DomainEvent>(
  db: Database | DatabaseTransaction,
  stream: string,
  after = 0,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<Event[]> {
  const rows = await db
    .selectFrom('event')
    .select('canonical')
    .where('stream', '=', stream)
    .where('seq', '>', after)
    .where('seq', '<=', Math.min(upTo, 2_147_483_647))
    .orderBy('seq')
    .execute();
  return rows.map(({ canonical }) => eventOf(canonical) as Event);
}

/** Appends to the chain behind `head`. Two writers at the same head: the second violates unique (stream, seq). */
export async function appendEvents(
  trx: DatabaseTransaction,
  stream: string,
  head: StreamHead,
  events: readonly CausedEvent<DomainEvent>[],
): Promise<StreamHead> {
  if (events.length === 0) return head;
  const links = linksBehind(stream, head, events);
  await trx.insertInto('event').values(links).execute();
  const last = links.at(-1);
  return last === undefined ? head : { seq: last.seq, hash: last.hash };
}

/** The rows of events that follow `head`, each linked to the one before. */
export function linksBehind(stream: string, head: StreamHead, events: readonly CausedEvent<DomainEvent>[]) {
  let { seq, hash } = head;
  return events.map((caused) => {
    const prevHash = hash;
    seq += 1;
    const canonical = canonicalEvent(stream, seq, caused);
    hash = linkHash(prevHash, canonical);
    const { type, at, by: actor } = caused.event;
    return {
      stream,
      seq,
      type,
      at,
      actor,
      command_id: caused.commandId,
      canonical,
      prev_hash: prevHash,
      hash,
    };
  });
}

/** Stores outcomes whose command has none yet; returns the ids that were new. */
export async function storeOutcomes(
  trx: Database | DatabaseTransaction,
  stream: string,
  outcomes: readonly Outcome[],
): Promise<string[]> {
  if (outcomes.length === 0) return [];
  const rows = outcomes.map((outcome) => ({
    command_id: outcome.commandId,
    stream,
    operation: outcome.operation,
    actor: outcome.by,
    at: outcome.at,
    request_hash: outcome.requestHash,
    seq: outcome.seq,
    status: outcome.status,
    refusal: outcome.status === 'refused' ? JSON.stringify(outcome.refusal) : null,
  }));
  const stored = await trx
    .insertInto('command_outcome')
    .values(rows)
    .onConflict((conflict) => conflict.column('command_id').doNothing())
    .returning('command_id')
    .execute();
  return stored.map(({ command_id }) => command_id);
}
