import { type SqlBool, sql } from 'kysely';
import type { AuditPack } from '../domain/audit-pack.ts';
import type { Instant } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';

export async function findAuditPack(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<Recorded<AuditPack> | undefined> {
  const row = await db
    .selectFrom('audit_pack')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

/** Where a page of the list ends. */
export interface AuditPackPosition {
  askedAt: Instant;
  id: string;
}

/** One page of packs after `position`, newest first; of those for one engagement where it says. */
export async function listAuditPacks(
  db: Database,
  { engagement }: { engagement?: string | undefined },
  limit: number,
  position?: AuditPackPosition,
): Promise<Recorded<AuditPack>[]> {
  const after =
    position === undefined
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(asked_at, id) < (${position.askedAt}::timestamptz, ${position.id}::uuid)`;
  const { rows } = await sql<Recorded<AuditPack>>`
    select id, seq, detail as state from audit_pack
    where ${engagement === undefined ? sql`true` : sql`engagement_id = ${engagement}::uuid`} and ${after}
    order by asked_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** Ids of packs that a workflow must be running for, in batches by keyset. */
export async function openAuditPackIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_pack')
    .select('id')
    .where('state', 'in', ['making', 'ready'])
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
