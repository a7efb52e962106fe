import { type Kysely, sql } from 'kysely';

/** Findings of shadow AI as their events leave them, and the other names by which systems of the register are known. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table shadow_ai (
      id           uuid primary key,
      name         text not null,
      name_key     text not null,
      number       integer not null check (number > 0),
      state        text not null check (state in ('open', 'registered', 'blocked', 'dismissed')),
      owner_id     text,
      opened_at    timestamptz(3) not null,
      due_at       timestamptz(3) not null,
      overdue      boolean not null,
      settled_at   timestamptz(3),
      seq          integer not null,
      detail       jsonb not null,
      unique (name_key, number)
    )`.execute(db);
  await sql`create index shadow_ai_newest on shadow_ai (opened_at desc, id desc)`.execute(db);
  await sql`create index shadow_ai_by_state on shadow_ai (state, opened_at desc, id desc)`.execute(db);
  await sql`create index shadow_ai_by_owner on shadow_ai (owner_id, opened_at desc, id desc)`.execute(db);
  await sql`
    create table ai_system_alias (
      name_key  text primary key,
      name      text not null,
      system_id uuid not null
    )`.execute(db);
  await sql`create index ai_system_alias_of on ai_system_alias (system_id)`.execute(db);
  // How many findings of this name there have been: it is counted where it is seen, before its finding has been opened.
  await sql`alter table unknown_system add column findings integer not null default 0`.execute(db);
  await sql`drop index unknown_system_by_last_seen`.execute(db);
}
