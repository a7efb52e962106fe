import { type Selectable, sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

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
  return rows.map(inHex);
}

/** A stream's latest events, newest first. */
export async function latestEvents(db: Database, stream: string, limit: number): Promise<RecordedEvent[]> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('stream', '=', stream)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(inHex);
}

function inHex({ command_id, prev_hash, hash, ...row }: Selectable<Schema['event']>): RecordedEvent {
  return {
    ...row,
    commandId: command_id,
    prevHash: prev_hash.toString('hex'),
    hash: hash.toString('hex'),
  };
}

/** What one looks for in the register; what is left out may be anything. */
export interface EventFilter {
  stream?: string | undefined;
  type?: string | undefined;
  actor?: PersonId | undefined;
  /** Events at or after this instant. */
  from?: Instant | undefined;
  /** Events before this instant. */
  to?: Instant | undefined;
  commandId?: string | undefined;
}

/** An event as a search shows it: where it stands, without its bytes. */
export type FoundEvent = Omit<RecordedEvent, 'canonical' | 'prevHash'>;

/** Where a page of a search ends. */
export interface EventPosition {
  at: Instant;
  position: number;
}

/** Events that fit the filter, newest first, after `position`. */
export async function searchEvents(
  db: Database,
  filter: EventFilter,
  limit: number,
  position?: EventPosition,
): Promise<FoundEvent[]> {
  const { actor, type, commandId } = filter;
  const stream =
    filter.stream ?? (commandId === undefined ? undefined : await streamOfCommand(db, commandId));
  if (commandId !== undefined && stream === undefined) return [];
  // The index by actor goes by type too: without that, what somebody never did would be sought in all that they did.
  const types =
    stream === undefined && actor !== undefined && type === undefined ? await eventTypes(db) : [type];
  const branches = types.map((one) => sql`(${branch({ ...filter, stream, type: one }, limit, position)})`);
  if (branches.length === 0) return [];
  const { rows } = await sql<FoundEvent>`
    select * from (${sql.join(branches, sql` union all `)}) as found
    order by at desc, position desc
    limit ${limit}`.execute(db);
  return rows;
}

function branch(
  { stream, type, actor, from, to, commandId }: EventFilter,
  limit: number,
  position: EventPosition | undefined,
) {
  const conditions = [
    sql`true`,
    ...(stream === undefined ? [] : [sql`stream = ${stream}`]),
    ...(type === undefined ? [] : [sql`type = ${type}`]),
    ...(actor === undefined ? [] : [sql`actor = ${actor}`]),
    ...(commandId === undefined ? [] : [sql`command_id = ${commandId}`]),
    ...(from === undefined ? [] : [sql`at >= ${from}`]),
    ...(to === undefined ? [] : [sql`at < ${to}`]),
    ...(position === undefined
      ? []
      : [sql`(at, position) < (${position.at}::timestamptz, ${position.position}::bigint)`]),
  ];
  return sql`
    select position, stream, seq, type, at, actor, command_id as "commandId", encode(hash, 'hex') as hash
    from event
    where ${sql.join(conditions, sql` and `)}
    order by at desc, position desc
    limit ${limit}`;
}

/** Which kinds of events there are: a few hops along the index, however many events it holds. */
export async function eventTypes(db: Database): Promise<string[]> {
  const { rows } = await sql<{ type: string }>`
    with recursive known as (
      (select type from event order by type limit 1)
      union all
      select (select type from event where event.type > known.type order by type limit 1) from known
      where known.type is not null
    )
    select type from known where type is not null`.execute(db);
  return rows.map(({ type }) => type);
}

/** A command changes one stream, which its outcome names: so events need no index by command. */
async function streamOfCommand(db: Database, commandId: string): Promise<string | undefined> {
  const outcome = await db
    .selectFrom('command_outcome')
    .select('stream')
    .where('command_id', '=', commandId)
    .executeTakeFirst();
  return outcome?.stream;
}
