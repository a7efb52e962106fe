import { remindersAfter } from './due.ts';
import type { UsageAudit, UsageAuditEvent } from './usage-audit-state.ts';

type EventOf<Type extends UsageAuditEvent['type']> = Extract<UsageAuditEvent, { type: Type }>;

/** What each event means for the state. Never refuses: what happened, happened. */
export function evolve(audit: UsageAudit | undefined, event: UsageAuditEvent): UsageAudit {
  if (event.type === 'UsageAuditOpened') return opened(event);
  if (audit === undefined) {
    throw new Error(`the first event of a usage audit is UsageAuditOpened, not ${event.type}`);
  }
  const { at, by } = event;
  switch (event.type) {
    case 'UsageGathered': {
      const { figures, hash, owner, concerned } = event;
      return { ...audit, state: 'waiting', figures, figuresHash: hash, owner, concerned };
    }
    case 'UsageAuditAssigned':
      return { ...audit, state: 'auditing', auditor: event.auditor };
    case 'FindingsWritten':
      return { ...audit, version: event.version, findings: event.findings };
    case 'UsageAuditReminded':
      return { ...audit, remindAt: remindersAfter(audit, at) };
    case 'UsageAuditEscalated':
      return { ...audit, escalatedAt: at };
    case 'UsageAuditSigned': {
      const { version, hash, conclusion, note, reopens } = event;
      return { ...audit, state: 'signed', signature: { by, at, version, hash, conclusion, note, reopens } };
    }
    case 'UsageAuditCalledOff':
      return { ...audit, state: 'called_off', calledOff: { by, at, reason: event.reason } };
  }
}

function opened(event: EventOf<'UsageAuditOpened'>): UsageAudit {
  const { at, by, system, name, tier, reason, note, round, until, dueAt, remindAt } = event;
  return {
    state: 'gathering',
    system,
    name,
    tier,
    reason,
    note,
    round,
    openedAt: at,
    openedBy: by,
    until,
    dueAt,
    remindAt,
    escalatedAt: null,
    figures: null,
    figuresHash: null,
    owner: null,
    concerned: [],
    auditor: null,
    version: 0,
    findings: [],
    signature: null,
    calledOff: null,
  };
}
