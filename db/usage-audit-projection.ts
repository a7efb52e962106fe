import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import { usageAuditNotifications } from '../domain/usage-audit-notification.ts';
import type { UsageAudit, UsageAuditEvent } from '../domain/usage-audit-state.ts';
import { nextDeadline } from '../domain/usage-audit-time.ts';
import { usageAudit as decider } from '../domain/usage-audit.ts';
import type { DatabaseTransaction } from './database.ts';
import { replaceTasks } from './task.ts';
import { tasksOf } from './usage-audit-task.ts';
import { usageAuditStream } from './usage-audit.ts';

/** Folds the events into the read model of usage audits. Returns who must be told of them. */
export async function projectUsageAudit(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly UsageAuditEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('usage_audit').select('detail').where('id', '=', id).executeTakeFirst();
  const audit = fold(decider, row?.detail, events);
  if (audit === undefined) return [];
  const values = rowOf(audit, seqBefore + events.length);
  await trx
    .insertInto('usage_audit')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await replaceTasks(trx, usageAuditStream(id), tasksOf(audit));
  return usageAuditNotifications(row?.detail, seqBefore, events);
}

function rowOf(audit: UsageAudit, seq: number) {
  return {
    system_id: audit.system,
    state: audit.state,
    round: audit.round,
    auditor_id: audit.auditor,
    until: audit.until,
    opened_at: audit.openedAt,
    signed_at: audit.signature?.at ?? null,
    next_due_at: nextDeadline(audit) ?? null,
    findings: audit.findings.length,
    seq,
    detail: JSON.stringify(audit),
  };
}
