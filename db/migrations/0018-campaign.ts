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
  await countAssignments(db);
}

/**
 * How many are asked, have done it, and are late: kept by the database itself with every change of an assignment, so that
 * no page counts a hundred thousand rows. In sixteen places by person: whoever acknowledges waits for nobody.
 */
async function countAssignments(db: Kysely<never>): Promise<void> {
  await sql`
    create table assignment_count (
      campaign_id uuid not null,
      slot        integer not null,
      asked       integer not null,
      done        integer not null,
      overdue     integer not null,
      primary key (campaign_id, slot)
    )`.execute(db);
  await sql`
    create function count_assignments() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' then
        insert into assignment_count as c
        select campaign_id, abs(hashtext(person_id) % 16) as slot, -count(*), -count(fulfilled_at),
               -count(*) filter (where fulfilled_at is null and escalated_at is not null)
        from old_rows group by campaign_id, slot order by campaign_id, slot
        on conflict (campaign_id, slot) do update
        set asked = c.asked + excluded.asked, done = c.done + excluded.done, overdue = c.overdue + excluded.overdue;
      end if;
      if tg_op <> 'DELETE' then
        insert into assignment_count as c
        select campaign_id, abs(hashtext(person_id) % 16) as slot, count(*), count(fulfilled_at),
               count(*) filter (where fulfilled_at is null and escalated_at is not null)
        from new_rows group by campaign_id, slot order by campaign_id, slot
        on conflict (campaign_id, slot) do update
        set asked = c.asked + excluded.asked, done = c.done + excluded.done, overdue = c.overdue + excluded.overdue;
      end if;
      return null;
    end $$`.execute(db);
  const rows = {
    insert: sql`new table as new_rows`,
    update: sql`old table as old_rows new table as new_rows`,
    delete: sql`old table as old_rows`,
  };
  for (const [act, seen] of Object.entries(rows)) {
    await sql`
      create trigger ${sql.ref(`count_on_${act}`)} after ${sql.raw(act)} on assignment
      referencing ${seen} for each statement execute function count_assignments()`.execute(db);
  }
}
