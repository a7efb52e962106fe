import { type Kysely, sql } from 'kysely';

/** Vendors are found by the words of their names. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table vendor add column words tsvector
      not null generated always as (to_tsvector('simple', name)) stored`.execute(db);
  await sql`create index vendor_words on vendor using gin (words) with (fastupdate = off)`.execute(db);
}
