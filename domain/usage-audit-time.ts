import { daysAfter } from './days.ts';
import type { Instant } from './decider.ts';
import { nextOf, strikes } from './due.ts';
import { type Role, system } from './identity.ts';
import type { UsageAudit, UsageAuditEvent } from './usage-audit-state.ts';

/** Days from the opening until it is to be signed. */
export const auditDays = 30;

/** Who audits, or names who does; and whom it goes to where nobody has in time. */
export const auditorsRole: Role = 'compliance_manager';
export const auditEscalatesTo: Role = 'management';

/** Reminded at half of the time, and again at its end. */
export function auditClock(openedAt: Instant): { dueAt: Instant; remindAt: Instant[] } {
  const dueAt = daysAfter(openedAt, auditDays);
  return { dueAt, remindAt: [daysAfter(openedAt, auditDays / 2), dueAt] };
}

export function isOver({ state }: Pick<UsageAudit, 'state'>): boolean {
  return state === 'signed' || state === 'called_off';
}

export function nextDeadline(audit: UsageAudit): Instant | undefined {
  return isOver(audit) ? undefined : nextOf(audit);
}

/** What time alone has brought about by `now`. */
export function elapse(audit: UsageAudit, now: Instant): UsageAuditEvent[] {
  if (isOver(audit)) return [];
  const { dueAt } = audit;
  const { reminds, escalates } = strikes(audit, now);
  const events: UsageAuditEvent[] = [];
  if (reminds) {
    events.push({ type: 'UsageAuditReminded', at: now, by: system, dueAt, overdue: dueAt <= now });
  }
  if (escalates) {
    events.push({ type: 'UsageAuditEscalated', at: now, by: system });
  }
  return events;
}
