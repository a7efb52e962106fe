import { type Kysely, sql } from 'kysely';

/** Who must be told (the outbox), what becomes of each message, and by which ways people and programs want to hear. */
export async function up(db: Kysely<never>): Promise<void> {
  // `request_id` is no foreign key: a rebuild throws the requests away for a moment, and what was told stays told.
  await sql`
    create table notification (
      id         bigint generated always as identity primary key,
      stream     text not null,
      seq        integer not null,
      kind       text not null,
      recipient  text not null,
      about      text,
      request_id uuid,
      at         timestamptz(3) not null,
      try_at     timestamptz(3),
      relayed_at timestamptz(3),
      unique (stream, seq, recipient, kind)
    )`.execute(db);
  await sql`create index notification_pending on notification (id) where relayed_at is null`.execute(db);
  await sql`create index notification_webhooks on notification (at, id) where recipient = 'webhooks'`.execute(
    db,
  );
  await sql`
    create table webhook_endpoint (
      id               text primary key,
      url              text not null,
      event_types      text[] not null,
      secret           text not null,
      previous_secret  text,
      previous_until   timestamptz(3),
      enabled          boolean not null,
      disabled_reason  text,
      created_at       timestamptz(3) not null,
      check (enabled = (disabled_reason is null)),
      check ((previous_secret is null) = (previous_until is null))
    )`.execute(db);
  await sql`
    create table delivery (
      id              uuid primary key default gen_random_uuid(),
      notification_id bigint references notification,
      kind            text not null,
      channel         text not null check (channel in ('mail', 'slack', 'webhook')),
      request_id      uuid,
      about           text,
      person_id       text references person,
      member_id       text references person,
      role            text,
      endpoint_id     text references webhook_endpoint,
      digest_id       uuid references delivery,
      digest_on       text,
      send_at         timestamptz(3),
      state           text not null default 'pending'
                      check (state in ('pending', 'sent', 'kept', 'failed', 'dropped')),
      created_at      timestamptz(3) not null,
      started_at      timestamptz(3),
      composed_at     timestamptz(3),
      settled_at      timestamptz(3),
      attempts        integer not null default 0,
      fault           text,
      subject         text,
      text            text,
      html            text,
      unique (person_id, digest_on),
      check ((state = 'pending') = (settled_at is null))
    )`.execute(db);
  await sql`
    create index delivery_to_start on delivery (created_at)
    where state = 'pending' and started_at is null and digest_id is null`.execute(db);
  await sql`create index delivery_by_state on delivery (state, created_at desc, id desc)`.execute(db);
  await sql`create index delivery_by_person on delivery (person_id, created_at desc, id desc)`.execute(db);
  await sql`create index delivery_by_endpoint on delivery (endpoint_id, created_at desc, id desc)
    where endpoint_id is not null`.execute(db);
  await sql`create index delivery_by_request on delivery (request_id, about, created_at desc)`.execute(db);
  await sql`create index delivery_by_digest on delivery (digest_id) where digest_id is not null`.execute(db);
  await sql`
    create table role_turn (
      role      text not null,
      person_id text not null references person,
      asked_at  timestamptz(3) not null,
      primary key (role, person_id)
    )`.execute(db);
  await sql`
    create table role_address (
      role      text primary key,
      mail      text,
      slack_url text
    )`.execute(db);
  await sql`
    create table notification_choice (
      person_id    text primary key references person,
      asks         text not null check (asks in ('mail', 'slack', 'none')),
      reminders    text not null check (reminders in ('mail', 'slack', 'none')),
      outcomes     text not null check (outcomes in ('mail', 'slack', 'none')),
      comments     text not null check (comments in ('mail', 'slack', 'none')),
      reminders_as text not null check (reminders_as in ('digest', 'at_once')),
      slack_url    text,
      check (slack_url is not null or 'slack' not in (asks, reminders, outcomes, comments))
    )`.execute(db);
}
