import type { Database } from './database.ts';
import type { Recorded } from './process.ts';
import type { Risk } from '../domain/risk-state.ts';

export function riskStream(id: string): string {
  return `risk/${id}`;
}

export async function findRisk(db: Database, id: string): Promise<Recorded<Risk> | undefined> {
  const row = await db
    .selectFrom('risk')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

/** Which of these ids are in the register. */
export async function knownRisks(db: Database, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom('risk').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Ids of risks that a workflow must be running for, in batches by keyset. */
export async function openRiskIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('risk')
    .select('id')
    .where('state', '<>', 'closed')
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
