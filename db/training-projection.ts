import { assigned } from '../domain/assignment.ts';
import type { PersonId } from '../domain/decider.ts';
import type { TrainingEvent } from '../domain/training.ts';
import { assignmentsOf, fulfilAssignments, saveAssignments } from './assignment.ts';
import { fulfilByWhatWasDone } from './assignment-done.ts';
import type { DatabaseTransaction } from './database.ts';

/** Brings attempts, completions and what people are asked for up to date. */
export async function projectTraining(
  trx: DatabaseTransaction,
  events: readonly TrainingEvent[],
): Promise<void> {
  for (const event of events) await project(trx, event);
}

async function project(trx: DatabaseTransaction, event: TrainingEvent): Promise<void> {
  switch (event.type) {
    case 'QuizAttempted':
      return attempted(trx, event);
    case 'TrainingCompleted':
      return completed(trx, event);
    case 'TrainingCompletionRevoked':
      return revoked(trx, event);
  }
}

type Of<Type extends TrainingEvent['type']> = Extract<TrainingEvent, { type: Type }>;

async function attempted(trx: DatabaseTransaction, event: Of<'QuizAttempted'>): Promise<void> {
  const { id, person, course, version, number, at, score, passed, answersHash } = event;
  await trx
    .insertInto('quiz_attempt')
    .values({
      id,
      person_id: person,
      course_id: course,
      version,
      number,
      at,
      score,
      passed,
      answers_hash: answersHash,
    })
    .execute();
}

async function completed(trx: DatabaseTransaction, event: Of<'TrainingCompleted'>): Promise<void> {
  const { id, person, course, version, completedAt, validUntil } = event;
  await trx
    .insertInto('training_completion')
    .values({
      id,
      person_id: person,
      course_id: course,
      competence: event.competence,
      version,
      completed_at: completedAt,
      valid_until: validUntil,
      score: event.score,
      source: event.source,
      vouched_by: event.vouchedBy,
      evidence_hash: event.evidence,
      external_id: event.externalId,
      revoked_at: null,
    })
    .execute();
  // What had ended before it was put down is history, and does nobody's part.
  if (validUntil <= event.at) return;
  await fulfilAssignments(trx, [{ campaign: course, person, version, at: completedAt, until: validUntil }]);
}

async function revoked(trx: DatabaseTransaction, event: Of<'TrainingCompletionRevoked'>): Promise<void> {
  const { course_id: course, person_id: person } = await trx
    .updateTable('training_completion')
    .set({ revoked_at: event.at })
    .where('id', '=', event.completion)
    .returning(['course_id', 'person_id'])
    .executeTakeFirstOrThrow();
  await askAnew(trx, course, person, event.at);
}

/** Whoever had done their part by what is revoked is asked for it now, unless they have done it otherwise too. */
async function askAnew(
  trx: DatabaseTransaction,
  course: string,
  person: PersonId,
  at: string,
): Promise<void> {
  const campaign = await trx
    .selectFrom('campaign')
    .select(['id', 'kind', 'terms'])
    .where('id', '=', course)
    .executeTakeFirst();
  if (campaign === undefined) return;
  const held = await assignmentsOf(trx, course, [person]);
  const done = held.filter(({ assignment }) => assignment.fulfilled !== null);
  const anew = done.map(({ assignment }) => ({
    person,
    assignment: assigned(assignment.version, at, campaign.terms),
  }));
  await saveAssignments(trx, course, anew, campaign.terms);
  await fulfilByWhatWasDone(trx, campaign, [person], at);
}
