import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Completion, CompletionSource, TrainingEvent } from '../domain/training.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { eventOf } from './event-store.ts';

export function trainingStream(person: PersonId): string {
  return `training/${person}`;
}

/** A completion, and until when it counts: what a later major version has replaced ends before its time. */
export interface CountedCompletion extends Completion {
  countsUntil: Instant;
}

/** `least` leaves out what is null. */
const countsUntil = sql<Instant>`
  least(c.valid_until, (
    select min(later.earlier_count_until) from course_version later
    where later.course_id = c.course_id and later.version > c.version))`;

/** Whether the completion `c` counts at an instant. One that was revoked has never counted. */
export function counts(at: Instant) {
  return sql<SqlBool>`
    c.revoked_at is null and c.completed_at <= ${at}::timestamptz and c.valid_until > ${at}::timestamptz
    and ${countsUntil} > ${at}::timestamptz`;
}

/** Whether somebody, a person's id or the column that has it, is trained for something at an instant. */
export function isTrainedFor(person: RawBuilder<unknown>, competence: string, at: Instant) {
  return sql<SqlBool>`exists (
    select from training_completion c
    where c.person_id = ${person} and c.competence = ${competence} and ${counts(at)})`;
}

/** One look into an index. */
export function whetherTrained(person: PersonId, competence: string, at: Instant) {
  return sql<{ trained: boolean }>`select ${isTrainedFor(sql`${person}`, competence, at)} as trained`;
}

/** Whether the person was, is or will be trained for something at an instant. */
export async function isTrained(
  db: Database | DatabaseTransaction,
  person: PersonId,
  competence: string,
  at: Instant,
): Promise<boolean> {
  const { rows } = await whetherTrained(person, competence, at).execute(db);
  return rows[0]?.trained === true;
}

/** Columns of a completion `c`. */
const columns = sql`
  c.id, c.person_id as person, c.course_id as course, c.competence, c.version, c.completed_at as "completedAt",
  c.valid_until as "validUntil", c.score, c.source, c.vouched_by as "vouchedBy", c.evidence_hash as evidence,
  c.external_id as "externalId", c.revoked_at as "revokedAt", ${countsUntil} as "countsUntil"`;

export async function findCompletion(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<CountedCompletion | undefined> {
  const { rows } = await sql<CountedCompletion>`
    select ${columns} from training_completion c where c.id = ${id}`.execute(db);
  return rows[0];
}

/** The completion that a program brought under this id of its own. */
export async function completionBroughtAs(
  db: Database | DatabaseTransaction,
  externalId: string,
): Promise<CountedCompletion | undefined> {
  const { rows } = await sql<CountedCompletion>`
    select ${columns} from training_completion c where c.external_id = ${externalId}`.execute(db);
  return rows[0];
}

/** The latest 1,000 completions of a person, newest first; of one course, or for one competence, where it says. */
export async function completionsOf(
  db: Database | DatabaseTransaction,
  person: PersonId,
  { course, competence }: { course?: string; competence?: string | undefined } = {},
): Promise<CountedCompletion[]> {
  const { rows } = await sql<CountedCompletion>`
    select ${columns} from training_completion c
    where c.person_id = ${person} ${course === undefined ? sql`` : sql`and c.course_id = ${course}`}
      ${competence === undefined ? sql`` : sql`and c.competence = ${competence}`}
    order by c.completed_at desc, c.id limit 1000`.execute(db);
  return rows;
}

/** Of the completions by which a person is trained for something at an instant, the one that counts the longest. */
export async function trainedBy(
  db: Database | DatabaseTransaction,
  person: PersonId,
  competence: string,
  at: Instant,
): Promise<CountedCompletion | undefined> {
  const { rows } = await sql<CountedCompletion>`
    select ${columns} from training_completion c
    where c.person_id = ${person} and c.competence = ${competence} and ${counts(at)}
    order by "countsUntil" desc, c.id limit 1`.execute(db);
  return rows[0];
}

/** Somebody who is trained for something, and by what. */
export interface TrainedPerson {
  person: PersonId;
  userName: string;
  name: string;
  completion: string;
  course: string;
  courseTitle: string;
  version: number;
  completedAt: Instant;
  countsUntil: Instant;
  source: CompletionSource;
}

/** One page of everybody who was, is or will be trained for something at an instant, after a user name in their order. */
export async function listTrained(
  db: Database,
  competence: string,
  at: Instant,
  limit: number,
  after?: string,
): Promise<TrainedPerson[]> {
  const { rows } = await sql<TrainedPerson>`
    select p.id as person, p.user_name as "userName", p.name, held.*
    from person p
    cross join lateral (
      select c.id as completion, c.course_id as course, course.title as "courseTitle", c.version,
        c.completed_at as "completedAt", ${countsUntil} as "countsUntil", c.source
      from training_completion c join course on course.id = c.course_id
      where c.person_id = p.id and c.competence = ${competence} and ${counts(at)}
      order by "countsUntil" desc, c.id limit 1) held
    where true ${after === undefined ? sql`` : sql`and p.user_name > ${after}`}
    order by p.user_name limit ${limit}`.execute(db);
  return rows;
}

/** How many of these people hold no completion of the course that counts at an instant. */
export async function countUntrained(
  db: Database | DatabaseTransaction,
  course: string,
  people: readonly PersonId[],
  at: Instant,
): Promise<number> {
  const { rows } = await sql<{ untrained: number }>`
    select count(*)::integer as untrained
    from unnest(${people}::text[]) as p (id)
    where not exists (
      select from training_completion c
      where c.course_id = ${course} and c.person_id = p.id and ${counts(at)})`.execute(db);
  return rows[0]?.untrained ?? 0;
}

/** What the record says of a completion: the event that put it down, by whose hash anyone finds it there, and its end. */
export interface RecordedCompletion {
  seq: number;
  /** SHA-256 in hexadecimal digits: the event and, by the one before it, all that came before. */
  hash: string;
  /** What the course was called. */
  title: string;
  revocation: { by: PersonId; at: Instant; reason: string } | null;
}

export async function recordedCompletion(
  db: Database,
  { id, person }: Pick<Completion, 'id' | 'person'>,
): Promise<RecordedCompletion> {
  const rows = await db
    .selectFrom('event')
    .select(['seq', 'hash', 'canonical'])
    .where('stream', '=', trainingStream(person))
    .where('type', 'in', ['TrainingCompleted', 'TrainingCompletionRevoked'])
    .orderBy('seq')
    .execute();
  const events = rows.map((row) => ({ ...row, event: eventOf(row.canonical) as TrainingEvent }));
  let recorded: RecordedCompletion | undefined;
  for (const { seq, hash, event } of events) {
    if (event.type === 'TrainingCompleted' && event.id === id) {
      recorded = { seq, hash: hash.toString('hex'), title: event.title, revocation: null };
    }
    if (event.type === 'TrainingCompletionRevoked' && event.completion === id && recorded !== undefined) {
      recorded.revocation = { by: event.by, at: event.at, reason: event.reason };
    }
  }
  if (recorded === undefined) throw new Error(`completion ${id} is in no event of its person`);
  return recorded;
}
