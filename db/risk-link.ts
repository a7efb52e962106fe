import type { Database, DatabaseTransaction } from './database.ts';
import type { Schema } from './schema.ts';

/** Ids of the risks that touch this request, vendor or system. */
export async function linkedRisks(
  db: Database | DatabaseTransaction,
  kind: Schema['risk_link']['kind'],
  target: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('risk_link')
    .select('risk_id')
    .where('kind', '=', kind)
    .where('target', '=', target)
    .orderBy('risk_id')
    .execute();
  return rows.map(({ risk_id }) => risk_id);
}
