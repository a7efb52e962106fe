import { type Kysely, sql } from 'kysely';

/** Management reviews, with the figures that each was opened on and the minutes. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table management_review (
      id          uuid primary key,
      state       text not null check (state in ('preparing', 'signing', 'closed', 'called_off')),
      opened_at   timestamptz(3) not null,
      closed_at   timestamptz(3),
      next_due_at timestamptz(3),
      seq         integer not null,
      detail      jsonb not null
    )`.execute(db);
  await sql`create index management_review_newest on management_review (opened_at desc, id desc)`.execute(db);
}
