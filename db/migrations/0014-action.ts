import { type Kysely, sql } from 'kysely';

/** Tracked actions: conditions of an approval, each with somebody who does it by a time. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table action (
      id         uuid primary key,
      subject    text not null,
      text       text not null,
      owner_id   text not null,
      state      text not null,
      due_at     timestamptz(3) not null,
      overdue    boolean not null,
      opened_at  timestamptz(3) not null,
      settled_at timestamptz(3),
      seq        integer not null,
      detail     jsonb not null
    )`.execute(db);
  await sql`create index action_of on action (subject, due_at, id)`.execute(db);
  await sql`create index action_open on action (due_at, id) where state = 'open'`.execute(db);
  await sql`create index action_by_owner on action (owner_id, due_at, id)`.execute(db);
}
