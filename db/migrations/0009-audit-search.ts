import { type Kysely, sql } from 'kysely';

/**
 * The audit's search is newest first by keyset, whatever it is filtered by: each filter has the order in its index. A
 * stream has its own index already, and a command's outcome names its stream. Every event is written into these, so there
 * are no more than these; in the first two the new rows of a moment lie side by side.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create index event_newest on event (at desc, position desc)`.execute(db);
  await sql`create index event_by_type on event (type, at desc, position desc)`.execute(db);
  await sql`create index event_by_actor on event (actor, type, at desc, position desc)`.execute(db);
}
