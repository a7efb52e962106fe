import { fold } from '../domain/decider.ts';
import { evidenceRequestNotifications } from '../domain/evidence-request-notification.ts';
import {
  type EvidenceRequest,
  evidenceRequest as decider,
  type EvidenceRequestEvent,
  escalatesTo,
} from '../domain/evidence-request.ts';
import type { Notification } from '../domain/notification.ts';
import type { DatabaseTransaction } from './database.ts';
import { evidenceRequestStream } from './evidence-request.ts';
import { replaceTasks, type Task } from './task.ts';

/** Folds the events into the read model of requests, and into what waits for whom. Returns who must be told of them. */
export async function projectEvidenceRequest(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly EvidenceRequestEvent[],
): Promise<Notification[]> {
  const row = await trx
    .selectFrom('evidence_request')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirst();
  const current = fold(decider, row?.detail, events);
  if (current === undefined) return [];
  const values = rowOf(current, seqBefore + events.length);
  await trx
    .insertInto('evidence_request')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await replaceTasks(trx, evidenceRequestStream(id), tasksOf(current));
  return evidenceRequestNotifications(row?.detail, seqBefore, events);
}

function rowOf(current: EvidenceRequest, seq: number) {
  return {
    engagement_id: current.engagement,
    title: current.title,
    state: current.state,
    to_id: current.to,
    asked_by: current.askedBy,
    asked_at: current.rounds[0]?.at ?? current.dueAt,
    due_at: current.dueAt,
    overdue: current.state === 'asked' && current.escalatedAt !== null,
    seq,
    detail: JSON.stringify(current),
  };
}

/** Of whoever is asked, and of the role that it was escalated to as well. */
function tasksOf(current: EvidenceRequest): Task[] {
  const { state, to, title, rounds, dueAt, escalatedAt } = current;
  if (state !== 'asked') return [];
  const task: Task = {
    key: `round-${rounds.length}`,
    kind: 'evidence_request',
    holder: to === null ? { role: 'compliance_manager' } : { person: to },
    escalated: false,
    title,
    barred: [],
    since: rounds.at(-1)?.at ?? dueAt,
    dueAt,
  };
  return escalatedAt === null
    ? [task]
    : [task, { ...task, holder: { role: escalatesTo(current) }, escalated: true }];
}
