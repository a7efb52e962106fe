import type { UsageAuditEvent } from '../domain/usage-audit-state.ts';
import { reopeningOfApproval } from './ai-system-reopening.ts';
import { policyInForce } from './approval-policy.ts';
import { conditionActions } from './condition-action.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { usageAuditStream } from './usage-audit.ts';

/** What an audit has found becomes an action each; and the approval is signed again, where its auditor says so. */
export async function consequencesOfUsageAudit(
  trx: DatabaseTransaction,
  id: string,
  event: UsageAuditEvent,
): Promise<Consequence[]> {
  if (event.type !== 'UsageAuditSigned') return [];
  const { at, by, system, findings, note, reopens } = event;
  const { timeZone } = (await policyInForce(trx)).rules.calendar;
  const set = findings.map(({ action, owner, dueOn }) => ({ text: action, owner, dueOn, by }));
  const actions = conditionActions(usageAuditStream(id), 1, set, at, timeZone);
  if (!reopens) return actions;
  // An audit has the standing of who sees to it that systems are used as approved, whoever its auditor is.
  const actor = { person: by, roles: ['compliance_manager' as const], actsFor: [] };
  return [...actions, ...(await reopeningOfApproval(trx, system, { actor, note, at }))];
}
