import { type Kysely, sql } from 'kysely';

/** Every answer to whether somebody might use an AI system, put down before it was given. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table usage_check (
      id         uuid primary key,
      at         timestamptz(3) not null,
      asked_by   text not null,
      person     text not null,
      person_id  text,
      system     text not null,
      system_id  uuid,
      system_seq integer,
      purpose    text not null,
      data_class text not null,
      allowed    boolean not null,
      denials    jsonb not null,
      check (allowed = (denials = '[]'))
    )`.execute(db);
  await sql`create index usage_check_of_system on usage_check (system_id, at desc, id desc)`.execute(db);
  await sql`create index usage_check_of_person on usage_check (person_id, at desc, id desc)`.execute(db);
}
