import type { PublicEventType } from './notification-kind.ts';
import {
  type Notification,
  tell,
  type Telling,
  toOther,
  type Told,
  toPerson,
  toPrograms,
  toRole,
} from './notification.ts';
import type { UsageAudit, UsageAuditEvent } from './usage-audit-state.ts';
import { auditEscalatesTo, auditorsRole } from './usage-audit-time.ts';
import { usageAudit as decider } from './usage-audit.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what the audit was like until then. */
export function usageAuditNotifications(
  before: UsageAudit | undefined,
  seqBefore: number,
  events: readonly UsageAuditEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<UsageAudit, UsageAuditEvent> = {
  decider,
  told: (event, _before, audit) => [...peopleTold(event, audit), ...toPrograms(publicTypeOf[event.type])],
};

function peopleTold(event: UsageAuditEvent, { auditor, owner }: UsageAudit): Told[] {
  switch (event.type) {
    case 'UsageGathered':
      return [toRole('usage_audit_opened', auditorsRole)];
    case 'UsageAuditAssigned':
      return toOther('usage_audit_assigned', event.auditor, event);
    case 'UsageAuditReminded':
      return [
        auditor === null
          ? toRole('usage_audit_reminder', auditorsRole)
          : toPerson('usage_audit_reminder', auditor),
      ];
    case 'UsageAuditEscalated':
      return [toRole('usage_audit_escalated', auditEscalatesTo)];
    case 'UsageAuditSigned':
      return owner === null ? [] : toOther('usage_audit_signed', owner, event);
    case 'UsageAuditOpened':
    case 'FindingsWritten':
    case 'UsageAuditCalledOff':
      return [];
  }
}

const publicTypeOf: Record<UsageAuditEvent['type'], PublicEventType | null> = {
  UsageAuditOpened: 'usage_audit.opened',
  UsageGathered: null,
  UsageAuditAssigned: 'usage_audit.assigned',
  FindingsWritten: null,
  UsageAuditReminded: null,
  UsageAuditEscalated: 'usage_audit.escalated',
  UsageAuditSigned: 'usage_audit.signed',
  UsageAuditCalledOff: 'usage_audit.called_off',
};
