import { type Kysely, sql } from 'kysely';

/** Audit packs that are for auditors from outside, and who has taken which pack with them. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table audit_pack add column engagement_id uuid`.execute(db);
  await sql`
    update audit_pack set detail = detail || '{"engagement": null}'::jsonb where not detail ? 'engagement'`.execute(
    db,
  );
  await sql`
    create index audit_pack_of_engagement on audit_pack (engagement_id, asked_at desc, id desc)
    where engagement_id is not null`.execute(db);
  await sql`
    create table audit_pack_download (
      id        uuid primary key,
      pack_id   uuid not null,
      person_id text not null,
      at        timestamptz(3) not null
    )`.execute(db);
  await sql`create index audit_pack_download_newest on audit_pack_download (pack_id, at desc, id desc)`.execute(
    db,
  );
}
