import { type Kysely, sql } from 'kysely';

/** Policies that people accept: their versions, their texts by hash, the draft of the next one, and who has acknowledged what. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table policy (
      id              uuid primary key,
      title           text not null,
      owner_id        text not null,
      state           text not null check (state in ('unpublished', 'in_force', 'retired')),
      phase           text not null check (phase in ('none', 'drafting', 'review', 'approved')),
      version         integer,
      acknowledge_version integer,
      next_due_at     timestamptz(3),
      cycle_months    integer not null check (cycle_months > 0),
      review_on       text[] not null,
      created_at      timestamptz(3) not null,
      seq             integer not null,
      detail          jsonb not null
    )`.execute(db);
  await sql`create index policy_by_title on policy (lower(title), id)`.execute(db);
  await sql`create index policy_by_owner on policy (owner_id, lower(title), id)`.execute(db);
  await sql`
    create table policy_version (
      policy_id     uuid not null,
      version       integer not null check (version > 0),
      state         text not null check (state in ('in_review', 'approved', 'published', 'superseded')),
      hash          text not null,
      major         boolean not null,
      note          text not null,
      author_id     text not null,
      submitted_at  timestamptz(3) not null,
      effective_at  timestamptz(3) not null,
      approved_at   timestamptz(3),
      published_at  timestamptz(3),
      superseded_at timestamptz(3),
      primary key (policy_id, version)
    )`.execute(db);
  // What is approved names its text by its hash: the text never changes, so neither does what people agreed to.
  await sql`
    create table policy_text (
      hash      text primary key,
      content   jsonb not null,
      stored_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create trigger append_only before update or delete or truncate on policy_text
    for each statement execute function refuse_change()`.execute(db);
  await sql`
    create table policy_draft (
      policy_id  uuid primary key,
      content    jsonb not null,
      version    integer not null,
      updated_by text not null,
      updated_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table acknowledgement (
      policy_id uuid not null,
      person_id text not null,
      version   integer not null,
      hash      text not null,
      at        timestamptz(3) not null,
      primary key (policy_id, person_id, version)
    )`.execute(db);
  await sql`create index acknowledgement_of_person on acknowledgement (person_id, at desc)`.execute(db);
  await sql`create index acknowledgement_of_version on acknowledgement (policy_id, version, at, person_id)`.execute(
    db,
  );
  await sql`
    create table significant_change (
      id          uuid primary key,
      kind        text not null,
      note        text not null,
      declared_by text not null,
      declared_at timestamptz(3) not null,
      policies    uuid[] not null
    )`.execute(db);
  await sql`create index significant_change_newest on significant_change (declared_at desc, id desc)`.execute(
    db,
  );
}
