import { type Kysely, sql } from 'kysely';

/** The statement of applicability as its events leave it, and each of its versions. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table statement_of_applicability (
      id     text primary key,
      seq    integer not null,
      detail jsonb not null
    )`.execute(db);
  await sql`
    create table statement_of_applicability_version (
      version     integer primary key,
      state       text not null check (state in ('proposed', 'in_force', 'superseded', 'refused', 'taken_back')),
      hash        text not null,
      content     jsonb not null,
      note        text not null,
      proposed_by text not null,
      proposed_at timestamptz(3) not null,
      decided_by  text,
      decided_at  timestamptz(3),
      reason      text not null
    )`.execute(db);
}
