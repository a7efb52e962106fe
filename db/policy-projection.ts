import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import { policyNotifications } from '../domain/policy-notification.ts';
import type { Policy, PolicyEvent } from '../domain/policy-state.ts';
import { nextDeadline, versionInForce, versionToAcknowledge } from '../domain/policy-time.ts';
import { policy as decider } from '../domain/policy.ts';
import type { DatabaseTransaction } from './database.ts';
import { tasksOf } from './policy-task.ts';
import { projectPolicyVersions } from './policy-version.ts';
import { replaceTasks } from './task.ts';

/** Folds the events into the read model of policies and their versions. Returns who must be told of them. */
export async function projectPolicy(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly PolicyEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('policy').select('detail').where('id', '=', id).executeTakeFirst();
  const policy = fold(decider, row?.detail, events);
  if (policy === undefined) return [];
  const values = rowOf(policy, seqBefore + events.length);
  await trx
    .insertInto('policy')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await projectPolicyVersions(trx, id, policy);
  await replaceTasks(trx, `policy/${id}`, tasksOf(policy));
  return policyNotifications(row?.detail, seqBefore, events);
}

function rowOf(policy: Policy, seq: number) {
  const { details, review } = policy;
  return {
    title: details.title,
    owner_id: details.owner,
    state: policy.state,
    phase: review?.phase ?? ('none' as const),
    version: versionInForce(policy)?.version ?? null,
    acknowledge_version: policy.state === 'retired' ? null : (versionToAcknowledge(policy) ?? null),
    next_due_at: nextDeadline(policy) ?? null,
    cycle_months: details.cycleMonths,
    review_on: details.reviewOn,
    created_at: policy.createdAt,
    seq,
    detail: JSON.stringify(policy),
  };
}
