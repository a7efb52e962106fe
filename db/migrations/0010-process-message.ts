import { type Kysely, sql } from 'kysely';

/** What one process tells another, on its way by the worker's relay; and what waits for somebody, of any capability. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table process_message (
      id      bigint generated always as identity primary key,
      stream  text not null,
      command jsonb not null,
      try_at  timestamptz(3)
    )`.execute(db);
  await sql`create index process_message_late on process_message (stream, id) where try_at is not null`.execute(
    db,
  );
  await sql`
    create table task (
      stream     text not null,
      key        text not null,
      holder     text not null,
      kind       text not null,
      escalated  boolean not null,
      title      text not null,
      barred_ids text[] not null,
      since      timestamptz(3) not null,
      due_at     timestamptz(3) not null,
      primary key (stream, key, holder)
    )`.execute(db);
  await sql`create index task_of_holder on task (holder, due_at, stream, key)`.execute(db);
}
