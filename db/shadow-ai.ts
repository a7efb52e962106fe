import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { ShadowAi, ShadowAiState } from '../domain/shadow-ai.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import type { Recorded } from './process.ts';
import { uuidOf } from './uuid.ts';

export function shadowAiStream(id: string): string {
  return `shadow-ai/${id}`;
}

/** The id of a name's finding, by its number. */
export function shadowAiIdOf(key: string, number: number): string {
  return uuidOf(['shadow-ai', key, number]);
}

export async function findShadowAi(db: Database, id: string): Promise<Recorded<ShadowAi> | undefined> {
  const row = await db
    .selectFrom('shadow_ai')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

/** What is known of the use of a system that is not in the register. */
export interface Sightings {
  firstSeen: Instant;
  lastSeen: Instant;
  /** How many events have told of it. */
  events: number;
  /** How many different people were named. */
  people: number;
}

/** What has been seen under a name; undefined once that is too old to be kept. */
export async function sightingsOf(db: Database, name: string): Promise<Sightings | undefined> {
  return db
    .selectFrom('unknown_system')
    .select(['first_seen as firstSeen', 'last_seen as lastSeen', 'events', 'people'])
    .where('name_key', '=', nameKey(name))
    .executeTakeFirst();
}

export interface ShadowAiFilter {
  state?: ShadowAiState | undefined;
  owner?: PersonId | undefined;
  overdue?: true | undefined;
}

export interface ShadowAiSummary {
  id: string;
  name: string;
  number: number;
  state: ShadowAiState;
  owner: PersonId | null;
  openedAt: Instant;
  dueAt: Instant;
  overdue: boolean;
  sightings: Sightings | null;
}

export type ShadowAiPosition = Pick<ShadowAiSummary, 'openedAt' | 'id'>;

/** One page of findings after `position`, newest first. */
export async function listShadowAi(
  db: Database,
  { state, owner, overdue }: ShadowAiFilter,
  limit: number,
  position?: ShadowAiPosition,
): Promise<ShadowAiSummary[]> {
  const { rows } = await sql<ShadowAiSummary>`
    select f.id, f.name, f.number, f.state, f.owner_id as owner, f.opened_at as "openedAt", f.due_at as "dueAt",
           f.overdue,
           case when u.name_key is not null then jsonb_build_object(
             'firstSeen', ${iso(sql`u.first_seen`)}, 'lastSeen', ${iso(sql`u.last_seen`)},
             'events', u.events, 'people', u.people) end as sightings
    from shadow_ai f
    left join unknown_system u using (name_key)
    where ${state === undefined ? sql`true` : sql`f.state = ${state}`}
      and ${owner === undefined ? sql`true` : sql`f.owner_id = ${owner}`}
      and ${overdue === undefined ? sql`true` : sql`f.overdue`}
      and ${
        position === undefined
          ? sql`true`
          : sql`(f.opened_at, f.id) < (${position.openedAt}::timestamptz, ${position.id}::uuid)`
      }
    order by f.opened_at desc, f.id desc
    limit ${limit}`.execute(db);
  return rows;
}

function iso(instant: ReturnType<typeof sql>) {
  return sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Findings of a name that wait to be settled. */
export async function openShadowAiOf(trx: DatabaseTransaction, name: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('shadow_ai')
    .select('id')
    .where('name_key', '=', nameKey(name))
    .where('state', '=', 'open')
    .execute();
  return rows.map(({ id }) => id);
}

/** Ids of findings that a workflow must be running for, in batches by keyset. */
export async function openShadowAiIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('shadow_ai')
    .select('id')
    .where('state', '=', 'open')
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
