import { type Kysely, sql } from 'kysely';

/** The trust center: what is published, gated documents, who was granted them, and who hears of changes. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table trust_page_draft (
      one        boolean primary key check (one),
      content    jsonb not null,
      version    integer not null check (version > 0),
      updated_by text not null,
      updated_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table trust_page_text (
      hash      text primary key check (hash ~ '^[0-9a-f]{64}$'),
      content   jsonb not null,
      stored_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table trust_page_version (
      version          integer primary key check (version > 0),
      hash             text not null,
      published_by     text not null,
      published_at     timestamptz(3) not null,
      withdrawn_by     text,
      withdrawn_at     timestamptz(3),
      withdrawn_reason text
    )`.execute(db);
  await sql`
    create table trust_document (
      id         uuid primary key,
      key        text not null unique,
      title      text not null,
      summary    text not null,
      owner_id   text not null,
      listed     boolean not null,
      needs_nda  boolean not null,
      file       text not null,
      file_name  text not null,
      added_by   text not null,
      added_at   timestamptz(3) not null,
      removed_at timestamptz(3)
    )`.execute(db);
  await sql`
    create table nda_text (
      hash      text primary key check (hash ~ '^[0-9a-f]{64}$'),
      markdown  text not null,
      stored_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table nda_version (
      version      integer primary key check (version > 0),
      hash         text not null,
      published_by text not null,
      published_at timestamptz(3) not null
    )`.execute(db);
  await stakeholders(db);
  await sql`
    create table trust_mail (
      delivery_id    uuid primary key references delivery,
      kind           text not null,
      stakeholder_id uuid,
      subscriber_id  uuid,
      said           jsonb not null,
      token          text
    )`.execute(db);
  await sql`create index trust_mail_stakeholder on trust_mail (stakeholder_id)`.execute(db);
  await sql`
    create table subscriber (
      id           uuid primary key,
      email        text not null,
      email_key    text not null unique,
      topics       text[] not null check (cardinality(topics) > 0),
      leave_token  text not null unique,
      confirm_hash bytea unique,
      created_at   timestamptz(3) not null,
      confirmed_at timestamptz(3)
    )`.execute(db);
  // What was last told of each thing that can change by itself.
  await sql`create table trust_watch (thing text primary key, seen text not null)`.execute(db);
}

/** Names and addresses stand here and nowhere else, so that they can be forgotten. */
async function stakeholders(db: Kysely<never>): Promise<void> {
  await sql`
    create table stakeholder (
      id           uuid primary key,
      email        text,
      email_key    text unique,
      met_at       timestamptz(3) not null,
      verified_at  timestamptz(3),
      forgotten_at timestamptz(3),
      check ((email is null) = (forgotten_at is not null)),
      check ((email_key is null) = (forgotten_at is not null))
    )`.execute(db);
  await sql`
    create table access_asking (
      grant_id       uuid primary key,
      stakeholder_id uuid not null,
      name           text not null,
      company        text not null,
      purpose        text not null,
      asked_at       timestamptz(3) not null
    )`.execute(db);
  await sql`create index access_asking_stakeholder on access_asking (stakeholder_id)`.execute(db);
  await sql`
    create table access_grant (
      id             uuid primary key,
      stakeholder_id uuid not null,
      owner_id       text not null,
      state          text not null check (state in (
                       'verifying', 'waiting', 'granted', 'expired', 'refused', 'revoked', 'lapsed')),
      documents      uuid[] not null,
      asked_at       timestamptz(3) not null,
      ends_at        timestamptz(3),
      seq            integer not null,
      detail         jsonb not null
    )`.execute(db);
  await sql`create index access_grant_newest on access_grant (asked_at desc, id desc)`.execute(db);
  await sql`create index access_grant_of on access_grant (stakeholder_id, asked_at desc)`.execute(db);
  await sql`create index access_grant_by_owner on access_grant (owner_id, asked_at desc, id desc)`.execute(
    db,
  );
  await sql`create index access_grant_by_state on access_grant (state, asked_at desc, id desc)`.execute(db);
  await sql`
    create table trust_link (
      hash           bytea primary key check (length(hash) = 32),
      stakeholder_id uuid not null,
      kind           text not null check (kind in ('verify', 'enter')),
      grants         uuid[] not null,
      browser        bytea check (length(browser) = 32),
      created_at     timestamptz(3) not null,
      expires_at     timestamptz(3) not null,
      used_at        timestamptz(3),
      check ((kind = 'enter') = (browser is not null))
    )`.execute(db);
  await sql`create index trust_link_stakeholder on trust_link (stakeholder_id)`.execute(db);
  await sql`
    create table trust_visit (
      hash           bytea primary key check (length(hash) = 32),
      stakeholder_id uuid not null,
      expires_at     timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table trust_download (
      id             uuid primary key,
      grant_id       uuid not null,
      document_id    uuid not null,
      stakeholder_id uuid not null,
      file           text not null,
      at             timestamptz(3) not null
    )`.execute(db);
  await sql`create index trust_download_newest on trust_download (at desc, id desc)`.execute(db);
  await sql`create index trust_download_of_grant on trust_download (grant_id, at desc)`.execute(db);
}
