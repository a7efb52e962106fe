import { createCourse } from '../db/course-publication.ts';
import { findCourse, listCourses } from '../db/course.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { findPerson } from '../db/directory.ts';
import { inTransaction } from '../db/facts.ts';
import { handInAttempt } from '../db/quiz-attempt.ts';
import { uuidOf } from '../db/uuid.ts';
import { oversightCourse } from '../domain/course-oversight.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { addDemoAccount, type DemoAccount, keepDemoTokens } from './demo-organisation.ts';

/** Who reviews in the demo what AI has done. */
const reviewer: DemoAccount = {
  userName: 'oversight-reviewer',
  name: 'Olu Oversight',
  roles: ['oversight_reviewer'],
};

/**
 * Gives the demo somebody who may review the first case: the course in oversight is in force, and they have passed its
 * quiz, graded by the same rules as any. Nothing where that is so already.
 */
export async function seedDemoOversight({
  databaseUrl,
  home,
}: {
  databaseUrl: string;
  home: string;
}): Promise<void> {
  const db = openDatabase(databaseUrl, { poolSize: 2 });
  try {
    const at = new Date().toISOString();
    const { person, token } = await inTransaction(db, (trx) => addDemoAccount(trx, reviewer, at));
    await passCourse(db, person, await courseInForce(db, at), at);
    await keepDemoTokens(home, { [reviewer.userName]: token });
  } finally {
    await db.destroy();
  }
}

async function courseInForce(db: Database, at: Instant): Promise<string> {
  const known = await listCourses(db, { competence: oversightCourse.competence }, 1);
  const publisher = await findPerson(db, 'compliance');
  if (publisher === undefined) throw new Error('the demo has nobody who publishes courses');
  return known[0]?.id ?? createCourse(db, oversightCourse, { by: publisher.id, at });
}

async function passCourse(db: Database, person: PersonId, id: string, at: Instant): Promise<void> {
  const course = await findCourse(db, id);
  if (course === undefined) throw new Error('the course of the demo is not there');
  const answers = Object.fromEntries(
    oversightCourse.content.quiz.map(({ id: question, correct }) => [question, correct]),
  );
  const { version } = course;
  // The same id is the same attempt: seeding once more takes none anew.
  const attempt = uuidOf(['demo-oversight', person, id]);
  const taken = await handInAttempt(db, { id: attempt, person, course: id, version, answers, at });
  if (taken === undefined || !('passed' in taken) || !taken.passed) {
    throw new Error(`the reviewer of the demo did not pass: ${JSON.stringify(taken)}`);
  }
}
