import { type Kysely, sql } from 'kysely';

/** Oversight cases as their events leave them, who has them, the versions of the oversight policy, and tokens for them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table oversight_policy (
      version      integer primary key,
      hash         text not null,
      rules        jsonb not null,
      note         text not null,
      published_by text not null,
      published_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table oversight_case (
      id                 uuid primary key,
      kind               text not null check (kind in ('breach', 'decision', 'concern', 'incident')),
      severity           text not null check (severity in ('low', 'medium', 'high', 'critical')),
      state              text not null
        check (state in ('open', 'acknowledged', 'decided', 'closed', 'called_off')),
      system_id          uuid,
      boundary           text,
      summary            text not null,
      reviewer_id        text,
      second_reviewer_id text,
      held               boolean not null,
      overdue            boolean not null,
      gap                text,
      decision           text,
      decided_by         text,
      confirmed_by       text,
      opened_at          timestamptz(3) not null,
      next_due_at        timestamptz(3),
      ended_at           timestamptz(3),
      seq                integer not null,
      detail             jsonb not null,
      constraint two_reviewers_are_two_people
        check (reviewer_id <> second_reviewer_id and decided_by <> confirmed_by)
    )`.execute(db);
  await sql`create index oversight_case_newest on oversight_case (opened_at desc, id desc)`.execute(db);
  for (const column of ['state', 'kind', 'severity', 'system_id', 'reviewer_id', 'second_reviewer_id']) {
    const index = sql.ref(`oversight_case_by_${column}`);
    await sql`create index ${index} on oversight_case (${sql.ref(column)}, opened_at desc, id desc)`.execute(
      db,
    );
  }
  await sql`
    create index oversight_case_overdue on oversight_case (opened_at desc, id desc) where overdue`.execute(
    db,
  );
  await sql`
    create index oversight_case_gap on oversight_case (opened_at desc, id desc) where gap is not null`.execute(
    db,
  );
  await sql`
    create table oversight_assignment (
      case_id     uuid not null,
      place       text not null check (place in ('first', 'second')),
      reviewer_id text not null,
      primary key (case_id, place)
    )`.execute(db);
  await sql`create index oversight_assignment_of on oversight_assignment (reviewer_id)`.execute(db);
  await sql`alter table access_token drop constraint access_token_scope_check`.execute(db);
  await sql`
    alter table access_token add check (scope in ('read', 'scim', 'training', 'usage', 'oversight'))`.execute(
    db,
  );
}
