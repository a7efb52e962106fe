import { type Kysely, sql } from 'kysely';

/** Campaigns: who is asked to acknowledge a policy or to complete a course, by when, and who has. */
export async function up(db: Kysely<never>): Promise<void> {
  // One per policy or course, under its id: it goes on from version to version.
  await sql`
    create table campaign (
      id        uuid primary key,
      kind      text not null check (kind in ('acknowledgement', 'training')),
      version   integer not null,
      audience  jsonb not null,
      terms     jsonb not null,
      opened_at timestamptz(3) not null,
      due_at    timestamptz(3) not null,
      ended_at  timestamptz(3)
    )`.execute(db);
  // What the campaign's workflow goes by: until when it sleeps, whether everybody's part is to be looked at, and the last
  // version that it has reported as done.
  await sql`
    create table campaign_wake (
      campaign_id      uuid primary key,
      wake_at          timestamptz(3),
      to_align         boolean not null default true,
      reported_version integer not null default 0
    )`.execute(db);
  await sql`
    create table assignment (
      campaign_id     uuid not null,
      person_id       text not null,
      version         integer not null,
      since           timestamptz(3) not null,
      due_at          timestamptz(3) not null,
      remind_at       timestamptz(3) not null,
      escalated_at    timestamptz(3),
      fulfilled_at    timestamptz(3),
      fulfilled_until timestamptz(3),
      next_at         timestamptz(3),
      primary key (campaign_id, person_id)
    )`.execute(db);
  await sql`create index assignment_next on assignment (campaign_id, next_at) where next_at is not null`.execute(
    db,
  );
  await sql`
    create index assignment_outstanding on assignment (campaign_id, due_at, person_id)
    where fulfilled_at is null`.execute(db);
  await sql`
    create index assignment_of_person on assignment (person_id, due_at, campaign_id)
    where fulfilled_at is null`.execute(db);
}
