import {
  type AuditEngagement,
  auditEngagement as decider,
  type AuditEngagementEvent,
} from './audit-engagement.ts';
import type { PublicEventType } from './notification-kind.ts';
import {
  type Notification,
  tell,
  type Telling,
  type Told,
  toOther,
  toPerson,
  toPrograms,
} from './notification.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what the engagement was like until then. */
export function auditEngagementNotifications(
  before: AuditEngagement | undefined,
  seqBefore: number,
  events: readonly AuditEngagementEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<AuditEngagement, AuditEngagementEvent> = {
  decider,
  told: (event, _before, engagement) => [
    ...peopleTold(event, engagement),
    ...toPrograms(publicTypeOf[event.type]),
  ],
};

function peopleTold(event: AuditEngagementEvent, { openedBy, auditors }: AuditEngagement): Told[] {
  switch (event.type) {
    case 'AuditEngagementOpened':
      return auditors.map((auditor) => toPerson('audit_engagement_joined', auditor));
    case 'AuditorAdded':
      return [toPerson('audit_engagement_joined', event.auditor)];
    case 'AuditEngagementEndMoved':
      return auditors.map((auditor) => toPerson('audit_engagement_moved', auditor));
    case 'AuditEngagementReminded':
      return [toPerson('audit_engagement_reminder', openedBy)];
    case 'AuditEngagementEnded':
    case 'AuditEngagementClosed':
      return toOther('audit_engagement_over', openedBy, event);
    case 'AuditorRemoved':
      return [];
  }
}

const publicTypeOf: Record<AuditEngagementEvent['type'], PublicEventType | null> = {
  AuditEngagementOpened: 'audit_engagement.opened',
  AuditorAdded: null,
  AuditorRemoved: null,
  AuditEngagementEndMoved: null,
  AuditEngagementReminded: null,
  AuditEngagementEnded: 'audit_engagement.ended',
  AuditEngagementClosed: 'audit_engagement.closed',
};
