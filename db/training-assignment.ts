import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database } from './database.ts';

/** A course that somebody is asked to have taken. */
export interface AskedTraining {
  course: string;
  title: string;
  /** This version or a later one. */
  version: number;
  dueAt: Instant;
  /** Until when what they did holds; null where it is outstanding. */
  doneUntil: Instant | null;
}

/** The courses that a person is asked to have taken: what is outstanding first, soonest due first. */
export async function trainingAskedOf(db: Database, person: PersonId): Promise<AskedTraining[]> {
  return db
    .selectFrom('assignment')
    .innerJoin('course', 'course.id', 'assignment.campaign_id')
    .select([
      'course.id as course',
      'course.title',
      'assignment.version',
      'assignment.due_at as dueAt',
      'assignment.fulfilled_until as doneUntil',
    ])
    .where('assignment.person_id', '=', person)
    .orderBy((eb) => eb('assignment.fulfilled_at', 'is not', null))
    .orderBy('assignment.due_at')
    .orderBy('course.id')
    .execute();
}
