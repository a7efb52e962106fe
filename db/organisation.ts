import type { Database, DatabaseTransaction } from './database.ts';

/** Names this organisation for ever: what there is one of here is named after it. */
export async function organisationId(db: Database | DatabaseTransaction): Promise<string> {
  const { id } = await db.selectFrom('organisation').select('id').executeTakeFirstOrThrow();
  return id;
}
