import { type Kysely, sql } from 'kysely';

/** AI systems in use, each by the adoption request that opened it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table ai_system (
      id             uuid primary key,
      name           text not null,
      name_key       text not null,
      title          text not null,
      provider       text not null,
      state          text not null check (state in ('approved', 'live', 'suspended', 'decommissioned')),
      tier           text not null,
      owner_id       text not null,
      vendor_id      uuid,
      opened_at      timestamptz(3) not null,
      live_since     timestamptz(3),
      next_review_at timestamptz(3) not null,
      seq            integer not null,
      detail         jsonb not null,
      words          tsvector not null
        generated always as (to_tsvector('simple', name || ' ' || title || ' ' || provider)) stored
    )`.execute(db);
  await sql`create index ai_system_by_name on ai_system (name_key, id)`.execute(db);
  for (const column of ['state', 'owner_id', 'tier', 'vendor_id']) {
    const index = sql.ref(`ai_system_by_${column}`);
    await sql`create index ${index} on ai_system (${sql.ref(column)}, name_key, id)`.execute(db);
  }
  await sql`
    create index ai_system_next_review on ai_system (next_review_at, id) where state <> 'decommissioned'`.execute(
    db,
  );
  await sql`create index ai_system_words on ai_system using gin (words) with (fastupdate = off)`.execute(db);
}
