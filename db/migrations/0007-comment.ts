import { type Kysely, sql } from 'kysely';

/** What people say about a request; and when each signed, so that one finds what one has done. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table comment (
      id         uuid primary key,
      request_id uuid not null references adoption_request on delete cascade,
      author_id  text not null,
      at         timestamptz(3) not null,
      text       text not null
    )`.execute(db);
  await sql`create index comment_request on comment (request_id, at, id)`.execute(db);
  await sql`alter table sign_off_signatory add column signed_at timestamptz(3)`.execute(db);
  await sql`
    update sign_off_signatory s set signed_at = (made -> 'made' ->> 'at')::timestamptz
    from adoption_request r, jsonb_array_elements(r.detail -> 'signOffs') made
    where r.id = s.request_id and made ->> 'role' = s.role`.execute(db);
  await sql`alter table sign_off_signatory alter column signed_at set not null`.execute(db);
  await sql`
    create index sign_off_signatory_done on sign_off_signatory (person_id, signed_at desc, request_id desc)`.execute(
    db,
  );
}
