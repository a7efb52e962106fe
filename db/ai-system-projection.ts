import { aiSystemNotifications } from '../domain/ai-system-notification.ts';
import type { AiSystem, AiSystemEvent } from '../domain/ai-system-state.ts';
import { aiSystem as decider } from '../domain/ai-system.ts';
import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import { aiSystemStream } from './ai-system.ts';
import { tasksOf } from './ai-system-task.ts';
import type { DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import { replaceTasks } from './task.ts';

/** Folds the events into the register of AI systems, and into what waits for whom. Returns who must be told of them. */
export async function projectAiSystem(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly AiSystemEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('ai_system').select('detail').where('id', '=', id).executeTakeFirst();
  const current = fold(decider, row?.detail, events);
  if (current === undefined) return [];
  const values = rowOf(current, seqBefore + events.length);
  await trx
    .insertInto('ai_system')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await replaceTasks(trx, aiSystemStream(id), tasksOf(current));
  return aiSystemNotifications(row?.detail, seqBefore, events);
}

function rowOf(current: AiSystem, seq: number) {
  return {
    name: current.name,
    name_key: nameKey(current.name),
    title: current.title,
    provider: current.provider,
    state: current.state,
    tier: current.tier,
    owner_id: current.owner,
    vendor_id: current.vendor,
    opened_at: current.openedAt,
    live_since: current.liveSince,
    next_review_at: current.nextReviewAt,
    seq,
    detail: JSON.stringify(current),
  };
}
