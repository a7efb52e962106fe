import { type Kysely, sql } from 'kysely';

/** Who this is; how controls stood on each day, gaps as their events leave them, and evidence that people file. */
export async function up(db: Kysely<never>): Promise<void> {
  // Names what there is one of here, so that two organisations beside each other in Temporal do not meet.
  await sql`create table organisation (id uuid primary key default gen_random_uuid())`.execute(db);
  await sql`create unique index organisation_once on organisation ((true))`.execute(db);
  await sql`insert into organisation default values`.execute(db);
  await sql`
    create table control_result (
      statement  text not null,
      at         timestamptz(3) not null,
      population integer not null,
      failing    integer not null,
      status     text not null check (status in ('met', 'partly_met', 'gap', 'nothing_to_check', 'not_applicable')),
      primary key (statement, at)
    )`.execute(db);
  await sql`create index control_result_newest on control_result (at desc)`.execute(db);
  await sql`
    create table gap (
      id        uuid primary key,
      statement text not null,
      number    integer not null check (number > 0),
      state     text not null check (state in ('open', 'closed', 'withdrawn')),
      owner_id  text,
      opened_at timestamptz(3) not null,
      due_at    timestamptz(3) not null,
      overdue   boolean not null,
      ended_at  timestamptz(3),
      seq       integer not null,
      detail    jsonb not null,
      unique (statement, number)
    )`.execute(db);
  await sql`create index gap_open on gap (statement) where state = 'open'`.execute(db);
  await sql`create index gap_newest on gap (opened_at desc, id desc)`.execute(db);
  await sql`
    create table control_evidence (
      id           uuid primary key,
      statement    text not null,
      hash         text not null,
      name         text not null,
      owner_id     text not null,
      covers_from  text not null,
      covers_until text not null,
      ends_at      timestamptz(3) not null,
      note         text not null,
      filed_by     text not null,
      filed_at     timestamptz(3) not null,
      withdrawn_at timestamptz(3),
      withdrawn_by text,
      reason       text
    )`.execute(db);
  await sql`create index control_evidence_of on control_evidence (statement, filed_at desc, id desc)`.execute(
    db,
  );
  // Looked at a million times a day: so that nobody unpacks a whole request to see one answer in it.
  await sql`
    alter table adoption_request add column costs_known boolean not null
    generated always as (detail #> '{content,costs,runningPerYear}' is not null) stored`.execute(db);
}
