import { type Action, action as decider, type ActionEvent } from '../domain/action.ts';
import { actionNotifications } from '../domain/action-notification.ts';
import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import type { DatabaseTransaction } from './database.ts';
import { replaceTasks, type Task } from './task.ts';

/** Folds the events into the read model of actions, and into what waits for whom. Returns who must be told of them. */
export async function projectAction(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly ActionEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('action').select('detail').where('id', '=', id).executeTakeFirst();
  const current = fold(decider, row?.detail, events);
  if (current === undefined) return [];
  const values = rowOf(current, seqBefore + events.length);
  await trx
    .insertInto('action')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await replaceTasks(trx, `action/${id}`, tasksOf(current));
  return actionNotifications(row?.detail, seqBefore, events);
}

function rowOf(current: Action, seq: number) {
  return {
    subject: current.subject,
    text: current.text,
    owner_id: current.owner,
    state: current.state,
    due_at: current.dueAt,
    overdue: current.state === 'open' && current.escalatedAt !== null,
    opened_at: current.openedAt,
    settled_at: current.settled?.at ?? null,
    seq,
    detail: JSON.stringify(current),
  };
}

/** Its owner's to do, and of the role that it was escalated to as well. */
function tasksOf({ state, owner, text, openedAt, dueAt, escalateTo, escalatedAt }: Action): Task[] {
  if (state !== 'open') return [];
  const mine: Task = {
    key: 'action',
    kind: 'action',
    holder: { person: owner },
    escalated: false,
    title: text,
    barred: [],
    since: openedAt,
    dueAt,
  };
  return escalatedAt === null ? [mine] : [mine, { ...mine, holder: { role: escalateTo }, escalated: true }];
}
