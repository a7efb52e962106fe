import { type Kysely, sql } from 'kysely';

/** Who is signed in to the pages, who is on the way there, and whom an identity provider's accounts mean. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table session (
      id           text primary key,
      hash         bytea not null unique,
      person_id    text not null references person,
      how          text not null check (how in ('demo', 'oidc')),
      created_at   timestamptz(3) not null,
      last_seen_at timestamptz(3) not null,
      expires_at   timestamptz(3) not null
    )`.execute(db);
  await sql`create index session_person on session (person_id)`.execute(db);
  await sql`create index session_expires on session (expires_at)`.execute(db);
  await sql`
    create table sign_in_attempt (
      hash       bytea primary key,
      state      text not null,
      nonce      text not null,
      verifier   text not null,
      path       text not null,
      expires_at timestamptz(3) not null
    )`.execute(db);
  await sql`create index sign_in_attempt_expires on sign_in_attempt (expires_at)`.execute(db);
  // A person has one account at a provider: whoever comes by their user name with another account is somebody else.
  await sql`
    create table person_login (
      issuer     text not null,
      subject    text not null,
      person_id  text not null references person,
      created_at timestamptz(3) not null,
      primary key (issuer, subject),
      unique (person_id, issuer)
    )`.execute(db);
}
