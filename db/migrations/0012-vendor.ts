import { type Kysely, sql } from 'kysely';

/** Vendors as their events leave them, the versions of the vendor policy, answers, and links for vendors. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table vendor_policy (
      version      integer primary key,
      hash         text not null,
      rules        jsonb not null,
      note         text not null,
      published_by text not null,
      published_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table vendor (
      id                    uuid primary key,
      name                  text not null,
      name_key              text not null,
      owner_id              text not null,
      criticality           text not null,
      state                 text not null,
      phase                 text not null check (phase in ('none', 'answering', 'review')),
      data_classes          text[] not null,
      share                 double precision,
      valid_until           timestamptz(3),
      certificate_expires_at timestamptz(3),
      next_due_at           timestamptz(3),
      registered_at         timestamptz(3) not null,
      policy_version        integer not null,
      seq                   integer not null,
      detail                jsonb not null
    )`.execute(db);
  await sql`create index vendor_by_name on vendor (name_key, id)`.execute(db);
  for (const column of ['state', 'owner_id', 'criticality', 'phase']) {
    await sql`create index ${sql.ref(`vendor_by_${column}`)} on vendor (${sql.ref(column)}, name_key, id)`.execute(
      db,
    );
  }
  // What lapses next: the approval or a certificate, whichever comes first.
  await sql`
    create index vendor_lapses_next on vendor (least(valid_until, certificate_expires_at), id)
    where state in ('approved', 'approved_with_conditions')`.execute(db);
  await sql`
    create table vendor_answers (
      vendor_id  uuid not null,
      assessment integer not null,
      submission integer not null check (submission >= 0),
      answers    jsonb not null,
      hash       text not null,
      version    integer not null,
      updated_by text not null,
      updated_at timestamptz(3) not null,
      primary key (vendor_id, assessment, submission)
    )`.execute(db);
  await sql`
    create table vendor_link (
      id         uuid primary key,
      hash       bytea not null unique check (length(hash) = 32),
      vendor_id  uuid not null,
      assessment integer not null,
      email      text not null,
      created_by text not null,
      created_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      used_at    timestamptz(3),
      revoked_at timestamptz(3)
    )`.execute(db);
  await sql`create index vendor_link_of on vendor_link (vendor_id, assessment, created_at desc)`.execute(db);
  await sql`
    create table vendor_visit (
      hash       bytea primary key check (length(hash) = 32),
      link_id    uuid not null references vendor_link,
      expires_at timestamptz(3) not null
    )`.execute(db);
  await sql`alter table adoption_request add column vendor_id uuid`.execute(db);
  await sql`
    create index adoption_request_of_vendor on adoption_request (vendor_id, submitted_at desc, id desc)
    where vendor_id is not null`.execute(db);
}
