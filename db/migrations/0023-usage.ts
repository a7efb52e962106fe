import { type Kysely, sql } from 'kysely';

/** What AI systems are used for, as it is told by what stands in front of them; and where that broke a boundary. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table usage_policy (
      version      integer primary key,
      hash         text not null,
      rules        jsonb not null,
      note         text not null,
      published_by text not null,
      published_at timestamptz(3) not null
    )`.execute(db);
  // By month of use: a month that nothing keeps any more is dropped whole. A key of a partitioned table must hold the
  // partition's column, and an event that is sent again comes with the same time: both name it. Time comes first, so
  // that new keys stand side by side in the index however many rows there are.
  await sql`
    create table usage_event (
      used_at      timestamptz(3) not null,
      source       text not null,
      event_id     text not null,
      received_at  timestamptz(3) not null,
      system_id    uuid,
      system_name  text,
      person_id    text,
      person_name  text,
      purpose      text,
      data_class   text,
      tokens       bigint check (tokens >= 0),
      requests     integer not null check (requests > 0),
      cost         numeric check (cost >= 0),
      measurements jsonb,
      flags        text[],
      prompt_hash  text check (length(prompt_hash) = 64),
      output_hash  text check (length(output_hash) = 64),
      primary key (used_at, source, event_id),
      check (num_nonnulls(system_id, system_name) = 1),
      check (num_nonnulls(person_id, person_name) <= 1)
    ) partition by range (used_at)`.execute(db);
  await sql`create index usage_event_of_system on usage_event (system_id, used_at)`.execute(db);
  // Sums by minute and by hour, of the uses (":use": how many, and their cost) and of each metric. Decimal, because the
  // sum of binary fractions depends on their order. Rows are written over and over: each page has room for that.
  await sql`
    create table usage_bucket (
      system_id uuid not null,
      metric    text not null,
      minutes   smallint not null check (minutes in (1, 60)),
      start     timestamptz(3) not null,
      samples   bigint not null,
      total     numeric not null,
      primary key (system_id, metric, minutes, start)
    ) with (fillfactor = 50)`.execute(db);
  // Rows come about in the order of time: those that are old enough to go are found by their blocks.
  await sql`create index usage_bucket_by_start on usage_bucket using brin (start)`.execute(db);
  await sql`
    create table usage_total (
      system_id     uuid primary key,
      uses          bigint not null,
      cost          numeric not null,
      first_used_at timestamptz(3) not null,
      last_used_at  timestamptz(3) not null
    ) with (fillfactor = 50)`.execute(db);
  await sql`
    create table boundary_breach (
      case_id     uuid primary key,
      system_id   uuid not null,
      boundary_id text not null,
      number      integer not null check (number > 0),
      opened_at   timestamptz(3) not null,
      settled_at  timestamptz(3),
      detail      jsonb not null,
      unique (system_id, boundary_id, number)
    )`.execute(db);
  await sql`
    create unique index boundary_breach_open on boundary_breach (system_id, boundary_id)
    where settled_at is null`.execute(db);
  await sql`create index boundary_breach_of_system on boundary_breach (system_id, opened_at desc, case_id desc)`.execute(
    db,
  );
  await sql`
    create table unknown_system (
      name_key   text primary key,
      name       text not null,
      first_seen timestamptz(3) not null,
      last_seen  timestamptz(3) not null,
      events     bigint not null,
      people     integer not null default 0
    )`.execute(db);
  await sql`create index unknown_system_by_last_seen on unknown_system (last_seen desc, name_key desc)`.execute(
    db,
  );
  await sql`
    create table unknown_system_person (
      name_key text not null references unknown_system on delete cascade,
      person   text not null,
      primary key (name_key, person)
    )`.execute(db);
  await sql`alter table access_token drop constraint access_token_scope_check`.execute(db);
  await sql`alter table access_token add check (scope in ('read', 'scim', 'training', 'usage'))`.execute(db);
}
