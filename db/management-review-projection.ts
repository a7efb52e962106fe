import { fold } from '../domain/decider.ts';
import { managementReviewNotifications } from '../domain/management-review-notification.ts';
import type { ManagementReview, ManagementReviewEvent } from '../domain/management-review-state.ts';
import { nextDeadline } from '../domain/management-review-time.ts';
import { managementReview as decider } from '../domain/management-review.ts';
import type { Notification } from '../domain/notification.ts';
import type { DatabaseTransaction } from './database.ts';
import { managementReviewStream } from './management-review.ts';
import { tasksOf } from './management-review-task.ts';
import { replaceTasks } from './task.ts';

/** Folds the events into the read model of management reviews. Returns who must be told of them. */
export async function projectManagementReview(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly ManagementReviewEvent[],
): Promise<Notification[]> {
  const row = await trx
    .selectFrom('management_review')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirst();
  const review = fold(decider, row?.detail, events);
  if (review === undefined) return [];
  const values = rowOf(review, seqBefore + events.length);
  await trx
    .insertInto('management_review')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await replaceTasks(trx, managementReviewStream(id), tasksOf(review));
  return managementReviewNotifications(row?.detail, seqBefore, events);
}

function rowOf(review: ManagementReview, seq: number) {
  return {
    state: review.state,
    opened_at: review.openedAt,
    closed_at: review.state === 'closed' ? (review.ended?.at ?? null) : null,
    next_due_at: nextDeadline(review) ?? null,
    seq,
    detail: JSON.stringify(review),
  };
}
