import { type Kysely, sql } from 'kysely';

/** The register: events in hash chains, what became of each command, and signed checkpoints. All append-only. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table event (
      position   bigint generated always as identity primary key,
      stream     text not null,
      seq        integer not null check (seq > 0),
      type       text not null,
      at         timestamptz(3) not null,
      actor      text not null,
      command_id text,
      canonical  text not null,
      prev_hash  bytea not null check (length(prev_hash) = 32),
      hash       bytea not null check (length(hash) = 32),
      unique (stream, seq)
    )`.execute(db);
  await sql`
    create table command_outcome (
      command_id   text primary key,
      stream       text not null,
      operation    text not null,
      actor        text not null,
      at           timestamptz(3) not null,
      request_hash text,
      seq          integer not null,
      status       text not null check (status in ('accepted', 'refused')),
      refusal      jsonb,
      check ((status = 'refused') = (refusal is not null))
    )`.execute(db);
  await sql`create index command_outcome_stream on command_outcome (stream, at)`.execute(db);
  await sql`
    create table checkpoint (
      id            integer generated always as identity primary key,
      at            timestamptz(3) not null,
      from_position bigint not null,
      to_position   bigint not null,
      event_count   integer not null,
      root          bytea not null,
      prev_hash     bytea not null unique,
      canonical     text not null,
      hash          bytea not null unique,
      signature     bytea not null,
      check (to_position >= from_position)
    )`.execute(db);
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
    end $$`.execute(db);
  for (const table of ['event', 'command_outcome', 'checkpoint']) {
    await sql`
      create trigger append_only before update or delete or truncate on ${sql.table(table)}
      for each statement execute function refuse_change()`.execute(db);
  }
}
