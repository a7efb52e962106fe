import { sql } from 'kysely';
import type { AiSystem, AiSystemState } from '../domain/ai-system-state.ts';
import type { SignOffTier } from '../domain/approval-policy.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';

export function aiSystemStream(id: string): string {
  return `ai-system/${id}`;
}

export async function findAiSystem(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<Recorded<AiSystem> | undefined> {
  const row = await db
    .selectFrom('ai_system')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

/** Ids of systems that a workflow must be running for, in batches by keyset. */
export async function openAiSystemIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('ai_system')
    .select('id')
    .where('state', '<>', 'decommissioned')
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

export interface AiSystemFilter {
  state?: AiSystemState | undefined;
  tier?: SignOffTier | undefined;
  owner?: PersonId | undefined;
  vendor?: string | undefined;
  /** Words of its name, title or provider. */
  q?: string | undefined;
}

/** By name, or by what is reviewed next. */
export const aiSystemOrders = ['name', 'next_review'] as const;
export type AiSystemOrder = (typeof aiSystemOrders)[number];

export interface AiSystemSummary {
  id: string;
  name: string;
  title: string;
  provider: string;
  state: AiSystemState;
  tier: SignOffTier;
  owner: PersonId;
  vendor: string | null;
  openedAt: Instant;
  liveSince: Instant | null;
  nextReviewAt: Instant;
}

export type RankedAiSystem = AiSystemSummary & { nameKey: string };

/** Where a page ends: by name or by what is reviewed next, then by id. */
export interface AiSystemPosition {
  nameKey?: string | undefined;
  nextReviewAt?: Instant | undefined;
  id: string;
}

/** One page of systems after `position`; those that are decommissioned are reviewed no more. */
export async function listAiSystems(
  db: Database,
  { state, tier, owner, vendor, q }: AiSystemFilter,
  order: AiSystemOrder,
  limit: number,
  position?: AiSystemPosition,
): Promise<RankedAiSystem[]> {
  const key = order === 'name' ? sql`s.name_key` : sql`s.next_review_at`;
  const conditions = [
    ...(state === undefined ? [] : [sql`s.state = ${state}`]),
    ...(tier === undefined ? [] : [sql`s.tier = ${tier}`]),
    ...(owner === undefined ? [] : [sql`s.owner_id = ${owner}`]),
    ...(vendor === undefined ? [] : [sql`s.vendor_id = ${vendor}`]),
    ...(q === undefined ? [] : [sql`s.words @@ plainto_tsquery('simple', ${q})`]),
    ...(order === 'name' ? [] : [sql`s.state <> 'decommissioned'`]),
    ...(position === undefined ? [] : [after(order, position)]),
  ];
  const { rows } = await sql<RankedAiSystem>`
    select s.id, s.name, s.title, s.provider, s.state, s.tier, s.owner_id as "owner", s.vendor_id as "vendor",
           s.opened_at as "openedAt", s.live_since as "liveSince", s.next_review_at as "nextReviewAt",
           s.name_key as "nameKey"
    from ai_system s
    where ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)}
    order by ${key}, s.id
    limit ${limit}`.execute(db);
  return rows;
}

function after(order: AiSystemOrder, { nameKey, nextReviewAt, id }: AiSystemPosition) {
  return order === 'name'
    ? sql`(s.name_key, s.id) > (${nameKey}, ${id}::uuid)`
    : sql`(s.next_review_at, s.id) > (${nextReviewAt}::timestamptz, ${id}::uuid)`;
}
