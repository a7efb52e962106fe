import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { UsageAudit, UsageAuditCommand } from '../domain/usage-audit-state.ts';
import { auditEscalatesTo, auditorsRole, nextDeadline } from '../domain/usage-audit-time.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to a usage audit's workflow. */
export const usageAuditSignal = {
  open: defineSignal<[UsageAuditCommand]>('open'),
  take: defineSignal<[UsageAuditCommand]>('take'),
  assign: defineSignal<[UsageAuditCommand]>('assign'),
  write: defineSignal<[UsageAuditCommand]>('write'),
  sign: defineSignal<[UsageAuditCommand]>('sign'),
  callOff: defineSignal<[UsageAuditCommand]>('callOff'),
};

/** How a usage audit shows in Temporal's lists: where it stands, of what tier, whom it waits for, what is due next. */
export function usageAuditAttributesOf(audit: UsageAudit): SearchAttributeUpdatePair[] {
  const due = nextDeadline(audit);
  return [
    { key: searchAttributes.state, value: audit.state },
    { key: searchAttributes.tier, value: audit.tier },
    { key: searchAttributes.waitingFor, value: waitedFor(audit) },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}

/** The figures, then whoever says who audits, then the auditor. */
export function waitedFor({ state, escalatedAt }: UsageAudit): string[] {
  const escalated = escalatedAt === null ? [] : [auditEscalatesTo];
  switch (state) {
    case 'gathering':
      return ['figures'];
    case 'waiting':
      return [auditorsRole, ...escalated];
    case 'auditing':
      return ['auditor', ...escalated];
    case 'signed':
    case 'called_off':
      return [];
  }
}
