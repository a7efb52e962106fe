import { commentNotifications } from '../domain/adoption-request-notification.ts';
import type { Comment } from '../domain/comment.ts';
import type { PersonId } from '../domain/decider.ts';
import type { Delegation } from '../domain/delegation.ts';
import type { Role } from '../domain/identity.ts';
import {
  delegationNotifications,
  type Notification,
  type Recipient,
  type Told,
} from '../domain/notification.ts';
import { topicOf } from '../domain/topic.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { headOf } from './event-store.ts';

/** Puts down who must be told of events of `stream`, in the transaction of the events: neither is ever without the other. */
export async function addNotifications(
  trx: DatabaseTransaction,
  stream: string,
  notifications: readonly Notification[],
): Promise<void> {
  if (notifications.length === 0) return;
  const rows = notifications.map(({ recipient, ...notification }) => ({
    ...notification,
    stream,
    recipient: recipientText(recipient),
    topic: topicOf(stream),
    try_at: null,
    relayed_at: null,
  }));
  await trx
    .insertInto('notification')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Tells of a comment that has just been put on record. */
export async function notifyOfComment(
  trx: DatabaseTransaction,
  requestId: string,
  { by, at }: Comment,
): Promise<void> {
  const { detail } = await trx
    .selectFrom('adoption_request')
    .select('detail')
    .where('id', '=', requestId)
    .executeTakeFirstOrThrow();
  const commenters = await trx
    .selectFrom('comment')
    .select('author_id')
    .distinct()
    .where('request_id', '=', requestId)
    .execute();
  const told = commentNotifications(
    detail,
    commenters.map(({ author_id }) => author_id),
    by,
  );
  await addToLast(trx, `comment/${requestId}`, told, at);
}

/** Tells of a delegation that has just been put on record. */
export async function notifyOfDelegation(
  trx: DatabaseTransaction,
  delegation: Pick<Delegation, 'id' | 'to'>,
  at: string,
): Promise<void> {
  await addToLast(trx, `delegation/${delegation.id}`, delegationNotifications(delegation), at);
}

async function addToLast(
  trx: DatabaseTransaction,
  stream: string,
  told: readonly Told[],
  at: string,
): Promise<void> {
  if (told.length === 0) return;
  const { seq } = await headOf(trx, stream);
  const notifications = told.map((one) => ({ ...one, seq, at }));
  await addNotifications(trx, stream, notifications);
}

/** Has the relay look again for somebody to ask: whoever was asked has left, or cannot sign any more. */
export async function askAgain(db: Database | DatabaseTransaction, notificationId: number): Promise<void> {
  await db.updateTable('notification').set({ relayed_at: null }).where('id', '=', notificationId).execute();
}

function recipientText(recipient: Recipient): string {
  if (recipient === 'webhooks') return recipient;
  return 'person' in recipient ? `person/${recipient.person}` : `role/${recipient.role}`;
}

export function recipientOf(text: string): { person: PersonId } | { role: Role } {
  const name = text.slice(text.indexOf('/') + 1);
  return text.startsWith('role/') ? { role: name as Role } : { person: name };
}
