import type { Comment, CommentEvent } from '../domain/comment.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';
import { notifyOfComment } from './notification.ts';

/** Puts a comment on record, once whatever its id is repeated; returns it as it stands there. */
export async function addComment(db: Database, requestId: string, comment: Comment): Promise<Comment> {
  return db.transaction().execute(async (trx) => {
    const stream = `comment/${requestId}`;
    await lockStream(trx, stream);
    const said = await selectComments(trx).where('id', '=', comment.id).executeTakeFirst();
    if (said !== undefined) return said;
    const commented: CommentEvent = { type: 'Commented', ...comment };
    await recordFacts(trx, stream, [commented], (open, events) => projectComment(open, requestId, events));
    await notifyOfComment(trx, requestId, comment);
    return comment;
  });
}

/** What has been said about a request, in order. */
export async function listComments(db: Database, requestId: string): Promise<Comment[]> {
  return selectComments(db)
    .where('request_id', '=', requestId)
    .orderBy('at')
    .orderBy('id')
    .limit(1_000)
    .execute();
}

function selectComments(db: Database | DatabaseTransaction) {
  return db.selectFrom('comment').select(['id', 'author_id as by', 'at', 'text']);
}

export async function projectComment(
  trx: DatabaseTransaction,
  requestId: string,
  events: readonly CommentEvent[],
): Promise<void> {
  const rows = events.map(({ id, by, at, text }) => ({ id, request_id: requestId, author_id: by, at, text }));
  await trx.insertInto('comment').values(rows).execute();
}
