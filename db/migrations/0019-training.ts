import { type Kysely, sql } from 'kysely';

/** Courses with their versions and contents, attempts at their quizzes, and who has completed what. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table course (
      id               uuid primary key,
      state            text not null check (state in ('in_force', 'retired')),
      title            text not null,
      competence       text not null,
      version          integer not null,
      hash             text not null,
      required_version integer not null,
      created_at       timestamptz(3) not null,
      details          jsonb not null
    )`.execute(db);
  await sql`create index course_by_title on course (lower(title), id)`.execute(db);
  await sql`
    create table course_version (
      course_id           uuid not null,
      version             integer not null check (version > 0),
      hash                text not null,
      major               boolean not null,
      note                text not null,
      earlier_count_until timestamptz(3),
      published_by        text not null,
      published_at        timestamptz(3) not null,
      primary key (course_id, version)
    )`.execute(db);
  // Named by their hashes in events, and never changed: what people were taught, and what they answered.
  await sql`
    create table course_content (
      hash      text primary key,
      content   jsonb not null,
      stored_at timestamptz(3) not null
    )`.execute(db);
  await sql`
    create table quiz_answers (
      hash      text primary key,
      answers   jsonb not null,
      stored_at timestamptz(3) not null
    )`.execute(db);
  for (const table of ['course_content', 'quiz_answers']) {
    await sql`
      create trigger append_only before update or delete or truncate on ${sql.table(table)}
      for each statement execute function refuse_change()`.execute(db);
  }
  await sql`
    create table quiz_attempt (
      id           uuid primary key,
      person_id    text not null,
      course_id    uuid not null,
      version      integer not null,
      number       integer not null check (number > 0),
      at           timestamptz(3) not null,
      score        double precision not null check (score between 0 and 1),
      passed       boolean not null,
      answers_hash text not null,
      unique (person_id, course_id, version, number)
    )`.execute(db);
  await sql`
    create table training_completion (
      id            uuid primary key,
      person_id     text not null,
      course_id     uuid not null,
      competence    text not null,
      version       integer not null,
      completed_at  timestamptz(3) not null,
      valid_until   timestamptz(3) not null check (valid_until > completed_at),
      score         double precision check (score between 0 and 1),
      source        text not null check (source in ('quiz', 'external')),
      vouched_by    text check (vouched_by <> person_id),
      evidence_hash text,
      external_id   text unique,
      revoked_at    timestamptz(3),
      check ((source = 'external') = (vouched_by is not null))
    )`.execute(db);
  // Whether somebody is trained for something on a day is a look into this index and nothing else.
  await sql`
    create index training_completion_held
    on training_completion (person_id, competence, valid_until) include (completed_at, course_id, version)
    where revoked_at is null`.execute(db);
  await sql`
    create index training_completion_of_course
    on training_completion (course_id, person_id, version, valid_until) include (completed_at)
    where revoked_at is null`.execute(db);
  await sql`create index training_completion_of_person on training_completion (person_id, completed_at desc, id)`.execute(
    db,
  );
  await sql`alter table access_token drop constraint access_token_scope_check`.execute(db);
  await sql`alter table access_token add check (scope in ('read', 'scim', 'training'))`.execute(db);
}
