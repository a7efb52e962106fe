import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import { shadowAiNotifications } from '../domain/shadow-ai-notification.ts';
import {
  type ShadowAi,
  shadowAi as decider,
  shadowAiEscalatesTo,
  type ShadowAiEvent,
} from '../domain/shadow-ai.ts';
import type { DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import { shadowAiStream } from './shadow-ai.ts';
import { replaceTasks, type Task } from './task.ts';

/** Folds the events into the read model of findings, and into what waits for whom. Returns who must be told of them. */
export async function projectShadowAi(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly ShadowAiEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('shadow_ai').select('detail').where('id', '=', id).executeTakeFirst();
  const current = fold(decider, row?.detail, events);
  if (current === undefined) return [];
  const values = rowOf(current, seqBefore + events.length);
  await trx
    .insertInto('shadow_ai')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  for (const event of events) {
    if (event.type === 'ShadowAiRegistered' && event.alias !== null) {
      await nameAlso(trx, event.system, event.alias);
    }
  }
  await replaceTasks(trx, shadowAiStream(id), tasksOf(current));
  return shadowAiNotifications(row?.detail, seqBefore, events);
}

/** From now on what is told of this name is told of the system. */
async function nameAlso(trx: DatabaseTransaction, system: string, name: string): Promise<void> {
  const values = { name_key: nameKey(name), name, system_id: system };
  await trx
    .insertInto('ai_system_alias')
    .values(values)
    .onConflict((conflict) => conflict.column('name_key').doUpdateSet(values))
    .execute();
}

function rowOf(current: ShadowAi, seq: number) {
  return {
    name: current.name,
    name_key: nameKey(current.name),
    number: current.number,
    owner_id: current.owner,
    state: current.state,
    opened_at: current.openedAt,
    due_at: current.dueAt,
    overdue: current.state === 'open' && current.escalatedAt !== null,
    settled_at: current.settled?.at ?? null,
    seq,
    detail: JSON.stringify(current),
  };
}

/** Its owner's to do, or any compliance manager's while nobody has it; and of the role that it was escalated to as well. */
function tasksOf({ state, owner, name, openedAt, dueAt, escalatedAt }: ShadowAi): Task[] {
  if (state !== 'open') return [];
  const task: Task = {
    key: 'finding',
    kind: 'shadow_ai',
    holder: owner === null ? { role: 'compliance_manager' } : { person: owner },
    escalated: false,
    title: name,
    barred: [],
    since: openedAt,
    dueAt,
  };
  return escalatedAt === null
    ? [task]
    : [task, { ...task, holder: { role: shadowAiEscalatesTo }, escalated: true }];
}
