import { sql } from 'kysely';
import type { Database } from './database.ts';

/** A mark for each of the requests that is another one after every change to it: its last event and its comments. */
export async function marksOf(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; mark: string }>`
    select r.id, r.seq || '.' || (select count(*) from comment c where c.request_id = r.id) as mark
    from adoption_request r where r.id = any (${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, mark }) => [id, mark]));
}
