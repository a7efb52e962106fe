import { type Kysely, sql } from 'kysely';

/** Files that support what was said, each once by its SHA-256, and where each was put. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table evidence (
      hash       text primary key check (hash ~ '^[0-9a-f]{64}$'),
      size       integer not null check (size between 1 and 26214400),
      media_type text not null,
      content    bytea not null,
      stored_at  timestamptz(3) not null
    )`.execute(db);
  // Scans and documents are compressed already.
  await sql`alter table evidence alter column content set storage external`.execute(db);
  await sql`
    create table evidence_attachment (
      stream   text not null,
      hash     text not null references evidence,
      name     text not null,
      added_by text not null,
      added_at timestamptz(3) not null,
      primary key (stream, hash)
    )`.execute(db);
}
