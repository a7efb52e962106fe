import { type Kysely, sql } from 'kysely';

/** Where people belong, the groups they are in, where each of their roles comes from, and what a machine token is for. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table person
      add column manager_id  text references person,
      add column team        text,
      add column time_zone   text,
      add column external_id text,
      add column removed_at  timestamptz(3),
      add column created_at  timestamptz(3) not null default now(),
      add column updated_at  timestamptz(3) not null default now(),
      add constraint nobody_manages_themselves check (manager_id <> id),
      add constraint whoever_is_removed_has_left check (removed_at is null or not active)`.execute(db);
  await sql`create unique index person_external_id on person (external_id)`.execute(db);
  await sql`create index person_manager on person (manager_id)`.execute(db);
  await sql`create index person_team on person (team, user_name)`.execute(db);
  await sql`create index person_inactive on person (user_name) where not active`.execute(db);
  // User names are the same in small and in capital letters (RFC 7643, 4.1.1), and people are looked for by how one begins.
  await sql`
    create unique index person_by_user_name on person (lower(user_name) text_pattern_ops)`.execute(db);
  for (const column of ['name', 'email']) {
    await sql`
      create index ${sql.ref(`person_by_${column}`)}
      on person (lower(${sql.ref(column)}) text_pattern_ops)`.execute(db);
  }
  await sql`
    create table directory_group (
      id           text primary key,
      display_name text not null unique,
      external_id  text unique,
      created_at   timestamptz(3) not null,
      updated_at   timestamptz(3) not null
    )`.execute(db);
  await sql`create index directory_group_by_name on directory_group (lower(display_name))`.execute(db);
  await sql`
    create table directory_group_member (
      group_id  text not null references directory_group on delete cascade,
      person_id text not null references person,
      primary key (group_id, person_id)
    )`.execute(db);
  await sql`create index directory_group_member_person on directory_group_member (person_id)`.execute(db);
  // One row per role, however many sources give it: a role is lost with its last source.
  await sql`
    alter table person_role
      add column sources text[] not null default '{hand}',
      add constraint every_role_has_a_source check (cardinality(sources) > 0)`.execute(db);
  await sql`alter table person_role alter column sources drop default`.execute(db);
  await sql`alter table access_token add column scope text check (scope in ('read', 'scim'))`.execute(db);
  await sql`update access_token set scope = 'read' where machine_name is not null`.execute(db);
  await sql`
    alter table access_token add constraint a_machine_has_a_scope
    check ((machine_name is null) = (scope is null))`.execute(db);
}
