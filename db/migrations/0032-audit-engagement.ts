import { type Kysely, sql } from 'kysely';

/** Audits by people from outside, who is let in by them, and what they have asked to be shown. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table audit_engagement (
      id        uuid primary key,
      title     text not null,
      firm      text not null,
      state     text not null check (state in ('open', 'ended', 'closed')),
      ends_at   timestamptz(3) not null,
      opened_at timestamptz(3) not null,
      over_at   timestamptz(3),
      seq       integer not null,
      detail    jsonb not null
    )`.execute(db);
  await sql`create index audit_engagement_newest on audit_engagement (opened_at desc, id desc)`.execute(db);
  await sql`
    create table audit_engagement_auditor (
      engagement_id uuid not null,
      person_id     text not null,
      removed_at    timestamptz(3),
      primary key (engagement_id, person_id)
    )`.execute(db);
  await sql`create index audit_engagement_of on audit_engagement_auditor (person_id)`.execute(db);
  await sql`
    create table evidence_request (
      id            uuid primary key,
      engagement_id uuid not null,
      title         text not null,
      state         text not null check (state in ('asked', 'answered', 'declined', 'accepted', 'called_off')),
      to_id         text,
      asked_by      text not null,
      asked_at      timestamptz(3) not null,
      due_at        timestamptz(3) not null,
      overdue       boolean not null,
      seq           integer not null,
      detail        jsonb not null
    )`.execute(db);
  await sql`create index evidence_request_of on evidence_request (engagement_id, due_at, id)`.execute(db);
}
