import { type Kysely, sql } from 'kysely';

/** Recurring duties as they are declared, and each time that one fired or was run by hand. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table duty (
      id      text primary key check (id !~ '/'),
      title   text not null,
      state   text not null check (state in ('active', 'paused', 'withdrawn')),
      next_at timestamptz(3),
      seq     integer not null,
      detail  jsonb not null
    )`.execute(db);
  // An occasion is an instant of the duty's rhythm, or a run by hand: each is there once.
  await sql`
    create table duty_firing (
      duty_id    text not null,
      seq        integer not null,
      occasion   text not null,
      fired_at   timestamptz(3) not null,
      fired_by   text not null,
      reason     text,
      subject    text not null,
      primary key (duty_id, seq),
      unique (duty_id, occasion)
    )`.execute(db);
}
