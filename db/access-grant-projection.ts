import { accessGrantNotifications } from '../domain/access-grant-notification.ts';
import type { AccessGrant, AccessGrantEvent } from '../domain/access-grant-state.ts';
import { accessEscalatesTo } from '../domain/access-grant-time.ts';
import { accessGrant as decider } from '../domain/access-grant.ts';
import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import { accessGrantStream } from './access-grant.ts';
import type { DatabaseTransaction } from './database.ts';
import { replaceTasks, type Task } from './task.ts';

/** Folds the events into the read model of access grants, and into what waits for whom. Returns who must be told. */
export async function projectAccessGrant(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly AccessGrantEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('access_grant').select('detail').where('id', '=', id).executeTakeFirst();
  const current = fold(decider, row?.detail, events);
  if (current === undefined) return [];
  const values = rowOf(current, seqBefore + events.length);
  await trx
    .insertInto('access_grant')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await replaceTasks(trx, accessGrantStream(id), await tasksOf(trx, current));
  return accessGrantNotifications(row?.detail, seqBefore, events);
}

function rowOf(current: AccessGrant, seq: number) {
  return {
    stakeholder_id: current.stakeholder,
    owner_id: current.owner,
    state: current.state,
    documents: current.documents,
    asked_at: current.askedAt,
    ends_at: current.endsAt,
    seq,
    detail: JSON.stringify(current),
  };
}

/** The owner's to decide, and once escalated, any compliance manager's as well. Named by the documents, not by who asks. */
async function tasksOf(trx: DatabaseTransaction, current: AccessGrant): Promise<Task[]> {
  const { state, verifiedAt, decideBy, owner, escalatedAt, documents } = current;
  if (state !== 'waiting' || verifiedAt === null || decideBy === null) return [];
  const task: Task = {
    key: 'decision',
    kind: 'access_grant',
    holder: { person: owner },
    escalated: false,
    title: (await titlesOf(trx, documents)).join(', '),
    barred: [],
    since: verifiedAt,
    dueAt: decideBy,
  };
  return escalatedAt === null
    ? [task]
    : [task, { ...task, holder: { role: accessEscalatesTo }, escalated: true }];
}

/** Titles of documents, those that were removed too. */
export async function titlesOf(trx: DatabaseTransaction, documents: readonly string[]): Promise<string[]> {
  const rows = await trx
    .selectFrom('trust_document')
    .select('title')
    .where('id', 'in', [...documents])
    .orderBy('title')
    .orderBy('id')
    .execute();
  return rows.map(({ title }) => title);
}
