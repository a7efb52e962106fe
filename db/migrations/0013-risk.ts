import { type Kysely, sql } from 'kysely';

/** The risk register as its events leave it, what each risk touches, and the versions of the risk policy. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table risk_policy (
      version      integer primary key,
      hash         text not null,
      rules        jsonb not null,
      note         text not null,
      published_by text not null,
      published_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table risk (
      id                  uuid primary key,
      title               text not null,
      category            text not null,
      owner_id            text not null,
      state               text not null,
      treatment           text,
      inherent_likelihood smallint not null,
      inherent_impact     smallint not null,
      residual_likelihood smallint not null,
      residual_impact     smallint not null,
      residual_band       text not null,
      dealt_with          boolean not null,
      overdue             boolean not null,
      accepted_until      timestamptz(3),
      next_due_at         timestamptz(3),
      identified_at       timestamptz(3) not null,
      policy_version      integer not null,
      seq                 integer not null,
      detail              jsonb not null
    )`.execute(db);
  const newestFirst = sql`identified_at desc, id desc`;
  await sql`create index risk_newest on risk (${newestFirst})`.execute(db);
  for (const column of ['state', 'category', 'owner_id', 'residual_band']) {
    await sql`create index ${sql.ref(`risk_by_${column}`)} on risk (${sql.ref(column)}, ${newestFirst})`.execute(
      db,
    );
  }
  await sql`create index risk_overdue on risk (${newestFirst}) where overdue`.execute(db);
  await sql`
    create table risk_link (
      risk_id uuid not null references risk on delete cascade,
      kind    text not null check (kind in ('adoption-request', 'vendor', 'system')),
      target  text not null,
      primary key (kind, target, risk_id)
    )`.execute(db);
  await sql`create index risk_link_of on risk_link (risk_id)`.execute(db);
  // The heat map: how many open risks have which scores, kept by the projection so that no one counts 100,000 rows.
  await sql`
    create table risk_count (
      measure    text not null check (measure in ('inherent', 'residual')),
      likelihood smallint not null,
      impact     smallint not null,
      category   text not null,
      risks      integer not null check (risks >= 0),
      primary key (measure, likelihood, impact, category)
    )`.execute(db);
}
