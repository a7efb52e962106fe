import { type Kysely, sql } from 'kysely';

/** A grant that is taken back opens nothing from then on, whenever its workflow comes to hear of it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table access_grant add column barred_at timestamptz(3)`.execute(db);
}
