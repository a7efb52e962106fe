import type { Instant, PersonId, Refusal } from '../domain/decider.ts';
import { answersFaults, grade, type QuizAnswers, type QuizFault } from '../domain/quiz.ts';
import { attemptBarred, completedByQuiz, type QuizAttempt, type TrainingEvent } from '../domain/training.ts';
import { hashOf } from './canonical.ts';
import { contentOf, courseStream, findCourse } from './course.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream } from './facts.ts';
import { recordTraining } from './training-record.ts';
import { completionsOf, trainingStream } from './training.ts';
import { uuidOf } from './uuid.ts';

export interface HandedIn {
  /** The same id is the same attempt, however often it comes. */
  id: string;
  person: PersonId;
  course: string;
  version: number;
  answers: QuizAnswers;
  at: Instant;
}

/** Why there was no attempt: what one may not, or everything that is wrong with the answers. */
export type NotTaken = Refusal | { faults: QuizFault[] };

function selectAttempts(db: Database | DatabaseTransaction) {
  return db
    .selectFrom('quiz_attempt')
    .select([
      'id',
      'person_id as person',
      'course_id as course',
      'version',
      'number',
      'at',
      'score',
      'passed',
      'answers_hash as answersHash',
    ]);
}

export function findAttempt(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<QuizAttempt | undefined> {
  return selectAttempts(db).where('id', '=', id).executeTakeFirst();
}

/** A person's attempts at a version of a course, in order. */
export function attemptsAt(
  db: Database | DatabaseTransaction,
  { person, course, version }: Pick<QuizAttempt, 'person' | 'course' | 'version'>,
): Promise<QuizAttempt[]> {
  return selectAttempts(db)
    .where('person_id', '=', person)
    .where('course_id', '=', course)
    .where('version', '=', version)
    .orderBy('number')
    .execute();
}

/** A person's latest 1,000 attempts at any version of a course, newest first. */
export function attemptsOf(db: Database, person: PersonId, course: string): Promise<QuizAttempt[]> {
  return selectAttempts(db)
    .where('person_id', '=', person)
    .where('course_id', '=', course)
    .orderBy('version', 'desc')
    .orderBy('number', 'desc')
    .limit(1_000)
    .execute();
}

/** The answers of an attempt, by their hash. */
export async function answersOf(db: Database, hash: string): Promise<QuizAnswers> {
  const { answers } = await db
    .selectFrom('quiz_answers')
    .select('answers')
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return answers;
}

/** The completion that an attempt that passed has led to. */
export function completionOfAttempt(attempt: string): string {
  return uuidOf(['quiz-attempt', attempt]);
}

/**
 * Takes an attempt and grades it; undefined where there is no such course. Attempts of one person come one after the
 * other, and the course stays as it is meanwhile: no attempt is counted twice, or beyond what is allowed.
 */
export function handInAttempt(db: Database, handedIn: HandedIn): Promise<QuizAttempt | NotTaken | undefined> {
  const { id, person, course: courseId } = handedIn;
  return inTransaction(db, async (trx) => {
    await lockStream(trx, courseStream(courseId), 'shared');
    await lockStream(trx, trainingStream(person));
    const before = await findAttempt(trx, id);
    if (before !== undefined) return before;
    return takeAttempt(trx, handedIn);
  });
}

async function takeAttempt(
  trx: DatabaseTransaction,
  { id, person, course: courseId, version, answers, at }: HandedIn,
): Promise<QuizAttempt | NotTaken | undefined> {
  const course = await findCourse(trx, courseId);
  if (course === undefined) return undefined;
  const attempts = await attemptsAt(trx, { person, course: courseId, version });
  const completions = await completionsOf(trx, person, { course: courseId });
  const barred = attemptBarred(course, version, { attempts, completions }, at);
  if (barred !== undefined) return barred;
  const { quiz } = await contentOf(trx, course.hash);
  const faults = answersFaults(quiz, answers);
  if (faults.length > 0) return { faults };
  const { score } = grade(quiz, answers);
  const number = attempts.length + 1;
  const passed = score >= course.details.passMark;
  const answersHash = await storeAnswers(trx, answers, at);
  const attempt = { id, person, course: courseId, version, number, at, score, passed, answersHash };
  const events: TrainingEvent[] = [{ type: 'QuizAttempted', by: person, ...attempt }];
  if (passed) events.push(completedByQuiz(course, attempt, completionOfAttempt(id)));
  await recordTraining(trx, person, courseId, events);
  return attempt;
}

async function storeAnswers(trx: DatabaseTransaction, answers: QuizAnswers, at: Instant): Promise<string> {
  const hash = hashOf(answers);
  await trx
    .insertInto('quiz_answers')
    .values({ hash, answers: JSON.stringify(answers), stored_at: at })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hash;
}
