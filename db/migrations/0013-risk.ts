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
      residual_rank       smallint not null,
      dealt_with          boolean not null,
      overdue             boolean not null,
      accepted_until      timestamptz(3),
      next_due_at         timestamptz(3),
      identified_at       timestamptz(3) not null,
      policy_version      integer not null,
      seq                 integer not null,
      detail              jsonb not null,
      words               tsvector not null generated always as (to_tsvector('simple', title)) stored
    )`.execute(db);
  // Lists are newest or highest first by keyset, whatever they are filtered by: each filter has both in its indexes.
  const newestFirst = sql`identified_at desc, id desc`;
  const highestFirst = sql`residual_rank desc, ${newestFirst}`;
  await sql`create index risk_newest on risk (${newestFirst})`.execute(db);
  await sql`create index risk_highest on risk (${highestFirst})`.execute(db);
  for (const column of ['state', 'category', 'owner_id', 'residual_band']) {
    const filter = sql.ref(column);
    await sql`create index ${sql.ref(`risk_by_${column}`)} on risk (${filter}, ${newestFirst})`.execute(db);
    await sql`create index ${sql.ref(`risk_highest_by_${column}`)} on risk (${filter}, ${highestFirst})`.execute(
      db,
    );
  }
  await sql`create index risk_words on risk using gin (words) with (fastupdate = off)`.execute(db);
  await sql`create index risk_overdue on risk (${newestFirst}) where overdue`.execute(db);
  await sql`
    create table risk_link (
      risk_id       uuid not null references risk on delete cascade,
      kind          text not null check (kind in ('adoption-request', 'vendor', 'system')),
      target        text not null,
      identified_at timestamptz(3) not null,
      primary key (kind, target, risk_id)
    )`.execute(db);
  await sql`
    create index risk_link_newest on risk_link (kind, target, identified_at desc, risk_id desc)`.execute(db);
  await sql`create index risk_link_of on risk_link (risk_id)`.execute(db);
  // The heat map: how many open risks have which scores, kept by the projection so that no one counts 100,000 rows.
  await sql`
    create table risk_count (
      measure    text not null check (measure in ('inherent', 'residual')),
      likelihood smallint not null,
      impact     smallint not null,
      category   text not null,
      risks      integer not null,
      primary key (measure, likelihood, impact, category)
    )`.execute(db);
}
