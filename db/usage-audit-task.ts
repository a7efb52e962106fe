import type { UsageAudit } from '../domain/usage-audit-state.ts';
import { auditEscalatesTo, auditorsRole } from '../domain/usage-audit-time.ts';
import type { Task } from './task.ts';

/** What a usage audit has wait for whom: somebody who takes it or says who does, then its auditor. */
export function tasksOf({
  state,
  name,
  auditor,
  concerned,
  openedAt,
  dueAt,
  escalatedAt,
}: UsageAudit): Task[] {
  if (state !== 'waiting' && state !== 'auditing') return [];
  const own: Task = {
    key: 'audit',
    kind: 'usage_audit',
    holder: auditor === null ? { role: auditorsRole } : { person: auditor },
    escalated: false,
    title: `Usage audit of ${name}`,
    barred: concerned,
    since: openedAt,
    dueAt,
  };
  if (escalatedAt === null) return [own];
  return [own, { ...own, holder: { role: auditEscalatesTo }, escalated: true }];
}
