import { findStatement } from '../domain/control-catalogue.ts';
import { fold } from '../domain/decider.ts';
import { gap as decider, gapEscalatesTo } from '../domain/gap.ts';
import { gapNotifications } from '../domain/gap-notification.ts';
import type { Gap, GapEvent } from '../domain/gap-state.ts';
import type { Notification } from '../domain/notification.ts';
import type { DatabaseTransaction } from './database.ts';
import { gapStream } from './gap.ts';
import { replaceTasks, type Task } from './task.ts';

/** Folds the events into the read model of gaps, and into what waits for whom. Returns who must be told of them. */
export async function projectGap(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly GapEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('gap').select('detail').where('id', '=', id).executeTakeFirst();
  const current = fold(decider, row?.detail, events);
  if (current === undefined) return [];
  const values = rowOf(current, seqBefore + events.length);
  await trx
    .insertInto('gap')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await replaceTasks(trx, gapStream(id), tasksOf(current));
  return gapNotifications(row?.detail, seqBefore, events);
}

function rowOf(current: Gap, seq: number) {
  return {
    statement: current.statement,
    number: current.number,
    state: current.state,
    owner_id: current.owner,
    opened_at: current.openedAt,
    due_at: current.dueAt,
    overdue: current.state === 'open' && current.escalatedAt !== null,
    ended_at: current.settled?.at ?? null,
    seq,
    detail: JSON.stringify(current),
  };
}

/** Its owner's to do, or any compliance manager's while nobody has it; and of the role that it was escalated to as well. */
function tasksOf({ state, owner, statement, openedAt, dueAt, escalatedAt }: Gap): Task[] {
  if (state !== 'open') return [];
  const task: Task = {
    key: 'gap',
    kind: 'gap',
    holder: owner === null ? { role: 'compliance_manager' } : { person: owner },
    escalated: false,
    title: findStatement(statement)?.text ?? statement,
    barred: [],
    since: openedAt,
    dueAt,
  };
  return escalatedAt === null
    ? [task]
    : [task, { ...task, holder: { role: gapEscalatesTo }, escalated: true }];
}
