import type { Action, ActionEvent } from '../domain/action.ts';
import type { PersonId, Refusal } from '../domain/decider.ts';
import { partsOf } from '../domain/topic.ts';
import { courseStream, findCourse } from './course.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';
import { countUntrained } from './training.ts';

/**
 * An action that calls for training is done only once everybody has had it whom it is for (ISO/IEC 42001, 7.2): its
 * owner, and everybody in the teams that are to use what it follows from.
 */
export async function actionGuard(
  trx: DatabaseTransaction,
  id: string,
  event: ActionEvent,
): Promise<Refusal | undefined> {
  if (event.type !== 'ActionCompleted') return undefined;
  const action = await actionOf(trx, id);
  if (action?.course === undefined) return undefined;
  const people = await traineesOf(trx, action);
  const untrained = await countUntrained(trx, action.course, people, event.at);
  if (untrained === 0) return undefined;
  const title = (await findCourse(trx, action.course))?.details.title ?? 'the course';
  const who =
    people.length === 1
      ? 'Its owner is'
      : `${untrained} of ${people.length} people ${untrained === 1 ? 'is' : 'are'}`;
  return { code: 'guard_failed', pointer: '/note', detail: `${who} not trained in “${title}” yet.` };
}

/** Nobody's training in it is taken back while it is looked at. */
export async function lockForCompletion(
  trx: DatabaseTransaction,
  id: string,
  events: readonly ActionEvent[],
): Promise<void> {
  if (!events.some(({ type }) => type === 'ActionCompleted')) return;
  const course = (await actionOf(trx, id))?.course;
  if (course !== undefined) await lockStream(trx, courseStream(course), 'shared');
}

async function actionOf(trx: DatabaseTransaction, id: string): Promise<Action | undefined> {
  const row = await trx.selectFrom('action').select('detail').where('id', '=', id).executeTakeFirst();
  return row?.detail;
}

/** Whom the training is for: the owner, and everybody who is in one of the teams now that the request names. */
export async function traineesOf(
  trx: DatabaseTransaction,
  { owner, subject }: Pick<Action, 'owner' | 'subject'>,
): Promise<PersonId[]> {
  const { kind, id } = partsOf(subject);
  if (kind !== 'adoption-request') return [owner];
  const request = await trx
    .selectFrom('adoption_request')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirst();
  const teams = request?.detail.content.users.teams ?? [];
  if (teams.length === 0) return [owner];
  const members = await trx
    .selectFrom('person')
    .select('id')
    .where('team', 'in', teams)
    .where('active', '=', true)
    .execute();
  return [...new Set([owner, ...members.map((member) => member.id)])];
}
