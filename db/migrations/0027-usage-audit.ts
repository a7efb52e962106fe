import { type Kysely, sql } from 'kysely';

/** Usage audits, with what each was given to look at; and the names of users whom the directory does not know. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table usage_audit (
      id          uuid primary key,
      system_id   uuid not null,
      state       text not null check (state in ('gathering', 'waiting', 'auditing', 'signed', 'called_off')),
      round       uuid,
      auditor_id  text,
      until       timestamptz(3) not null,
      opened_at   timestamptz(3) not null,
      signed_at   timestamptz(3),
      next_due_at timestamptz(3),
      findings    integer not null,
      seq         integer not null,
      detail      jsonb not null
    )`.execute(db);
  await sql`create index usage_audit_newest on usage_audit (opened_at desc, id desc)`.execute(db);
  await sql`create index usage_audit_of_system on usage_audit (system_id, until desc, id desc)`.execute(db);
  await sql`create index usage_audit_by_state on usage_audit (state, opened_at desc, id desc)`.execute(db);
  await sql`
    create index usage_audit_of_round on usage_audit (round, opened_at desc, id desc)
    where round is not null`.execute(db);
  // Beside the record, which people must not stand in by name: these go when the use goes that told them.
  await sql`
    create table usage_audit_unknown_user (
      audit_id     uuid not null,
      number       integer not null check (number > 0),
      name         text not null,
      last_used_at timestamptz(3) not null,
      primary key (audit_id, number)
    )`.execute(db);
}
