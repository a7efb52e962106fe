import { type Kysely, sql } from 'kysely';

/** Audit packs as their events leave them, and beside them the files that are made for them: those go in time. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table audit_pack (
      id         uuid primary key,
      state      text not null check (state in ('making', 'ready', 'cancelled', 'expired')),
      asked_by   text not null,
      asked_at   timestamptz(3) not null,
      kept_until timestamptz(3),
      seq        integer not null,
      detail     jsonb not null
    )`.execute(db);
  await sql`create index audit_pack_newest on audit_pack (asked_at desc, id desc)`.execute(db);
  // How far the making has come: whoever takes it up goes on from here.
  await sql`
    create table audit_pack_making (
      pack_id uuid primary key,
      plan    jsonb not null,
      step    integer not null,
      part    integer not null,
      cursor  jsonb,
      records integer not null,
      events  integer not null
    )`.execute(db);
  // Of a pack that is not of all systems: the streams in it, but for those that are of the whole organisation.
  await sql`
    create table audit_pack_stream (
      pack_id uuid not null,
      stream  text not null,
      primary key (pack_id, stream)
    )`.execute(db);
  await sql`
    create table audit_pack_file (
      pack_id uuid not null,
      number  integer not null,
      path    text not null,
      size    bigint not null,
      items   integer not null,
      sha256  text,
      primary key (pack_id, number),
      unique (pack_id, path)
    )`.execute(db);
  await sql`
    create table audit_pack_chunk (
      pack_id uuid not null,
      file    integer not null,
      place   integer not null,
      content bytea not null,
      primary key (pack_id, file, place)
    )`.execute(db);
  // A file of evidence is looked for by its hash.
  await sql`create index evidence_attachment_by_hash on evidence_attachment (hash)`.execute(db);
  // It is packed already: PostgreSQL need not try once more.
  await sql`alter table audit_pack_chunk alter column content set storage external`.execute(db);
}
