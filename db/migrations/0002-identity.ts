import { type Kysely, sql } from 'kysely';

/** The directory of people (personal data, not in any event), their roles, tokens and delegations. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table person (
      id        text primary key,
      user_name text not null unique,
      name      text not null,
      email     text,
      active    boolean not null default true
    )`.execute(db);
  await sql`
    create table person_role (
      person_id text not null references person,
      role      text not null,
      primary key (person_id, role)
    )`.execute(db);
  await sql`create index person_role_role on person_role (role)`.execute(db);
  await sql`
    create table access_token (
      id           text primary key,
      hash         bytea not null unique,
      person_id    text references person,
      machine_name text,
      label        text not null,
      created_at   timestamptz(3) not null,
      expires_at   timestamptz(3) not null,
      revoked_at   timestamptz(3),
      check ((person_id is null) <> (machine_name is null))
    )`.execute(db);
  await sql`create index access_token_person on access_token (person_id)`.execute(db);
  await sql`
    create table delegation (
      id         text primary key,
      from_id    text not null references person,
      to_id      text not null references person,
      roles      text[] not null,
      starts_at  timestamptz(3) not null,
      ends_at    timestamptz(3) not null,
      reason     text not null,
      revoked_at timestamptz(3),
      check (from_id <> to_id),
      check (starts_at < ends_at)
    )`.execute(db);
  await sql`create index delegation_to on delegation (to_id, ends_at)`.execute(db);
  await sql`create index delegation_from on delegation (from_id, ends_at)`.execute(db);
}
