import { type Kysely, sql } from 'kysely';

/** The approval policy's versions, and the read models of adoption requests. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table approval_policy (
      version      integer primary key,
      hash         text not null,
      rules        jsonb not null,
      note         text not null,
      published_by text not null,
      published_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table adoption_request (
      id                uuid primary key,
      state             text not null,
      tier              text not null,
      revision          integer not null,
      title             text not null,
      system_name       text not null,
      requester_id      text not null,
      business_owner_id text not null,
      submitted_at      timestamptz(3) not null,
      expires_at        timestamptz(3) not null,
      decided_at        timestamptz(3),
      waiting_roles     text[] not null,
      next_due_at       timestamptz(3),
      open              boolean not null,
      seq               integer not null,
      detail            jsonb not null,
      unique (id, requester_id)
    )`.execute(db);
  // Lists are newest first by keyset, whatever they are filtered by: each filter has the order in its index.
  const newestFirst = sql`submitted_at desc, id desc`;
  await sql`create index adoption_request_newest on adoption_request (${newestFirst})`.execute(db);
  for (const column of ['state', 'tier', 'requester_id']) {
    await sql`
      create index ${sql.ref(`adoption_request_by_${column}`)}
      on adoption_request (${sql.ref(column)}, ${newestFirst})`.execute(db);
  }
  await sql`
    create index adoption_request_by_state_tier on adoption_request (state, tier, ${newestFirst})`.execute(
    db,
  );
  await sql`create index adoption_request_open on adoption_request (id) where open`.execute(db);
  await sql`
    create table sign_off (
      request_id   uuid not null references adoption_request on delete cascade,
      role         text not null,
      waiting      boolean not null,
      due_at       timestamptz(3) not null,
      escalate_to  text not null,
      escalated    boolean not null,
      assignee_id  text,
      requester_id text not null,
      submitted_at timestamptz(3) not null,
      primary key (request_id, role)
    )`.execute(db);
  await sql`
    create index sign_off_waiting_role on sign_off (role, due_at, request_id)
    where waiting and assignee_id is null`.execute(db);
  await sql`
    create index sign_off_waiting_assignee on sign_off (assignee_id, role, due_at, request_id)
    where waiting and assignee_id is not null`.execute(db);
  await sql`
    create index sign_off_escalated on sign_off (escalate_to, due_at, request_id)
    where waiting and escalated`.execute(db);
  await sql`
    create index sign_off_waiting_newest on sign_off (role, submitted_at desc, request_id desc)
    where waiting`.execute(db);
  // Segregation of duties, a second time: decide refuses it, and the database cannot hold it.
  await sql`
    create table sign_off_signatory (
      request_id   uuid not null,
      person_id    text not null,
      role         text not null,
      requester_id text not null,
      primary key (request_id, person_id),
      foreign key (request_id, requester_id) references adoption_request (id, requester_id) on delete cascade,
      constraint nobody_signs_their_own_request check (person_id <> requester_id)
    )`.execute(db);
}
