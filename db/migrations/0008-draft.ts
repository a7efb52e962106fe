import { type Kysely, sql } from 'kysely';

/** Requests that somebody is still writing, and the words by which approved systems are found again. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table draft (
      id         uuid primary key,
      person_id  text not null references person on delete cascade,
      content    jsonb not null,
      step       text not null,
      version    integer not null,
      updated_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index draft_person on draft (person_id, updated_at desc, id)`.execute(db);
  // A column rather than an expression in the index: it stays the same at a sign-off, so the row can be updated in place.
  await sql`
    alter table adoption_request add column words tsvector not null generated always as (
      setweight(to_tsvector('simple', system_name), 'A') ||
      setweight(to_tsvector('simple', coalesce(detail #>> '{content,system,provider}', '')), 'B') ||
      setweight(to_tsvector('simple', title), 'C')
    ) stored`.execute(db);
  await sql`
    create index adoption_request_approved_words on adoption_request using gin (words) with (fastupdate = off)
    where state in ('approved', 'approved_with_conditions')`.execute(db);
}
