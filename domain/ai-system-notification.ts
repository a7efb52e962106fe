import type { AiSystem, AiSystemEvent } from './ai-system-state.ts';
import { waitingFor } from './ai-system-time.ts';
import { aiSystem as decider } from './ai-system.ts';
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

/** Who must be told of events that follow `seqBefore`, where `before` is what the system was like until then. */
export function aiSystemNotifications(
  before: AiSystem | undefined,
  seqBefore: number,
  events: readonly AiSystemEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<AiSystem, AiSystemEvent> = {
  decider,
  told: (event, before, after) => [
    ...peopleTold(event, before, after),
    ...toPrograms(publicTypeOf[event.type]),
  ],
};

function peopleTold(
  event: AiSystemEvent,
  before: AiSystem | undefined,
  { owner, changes }: AiSystem,
): Told[] {
  switch (event.type) {
    case 'AiSystemOpened':
    case 'AiSystemHandedOver':
      return toOther('ai_system_assigned', owner, event);
    case 'AiSystemSuspended':
      return toOther('ai_system_suspended', owner, event);
    case 'AiSystemResumed':
      return toOther('ai_system_resumed', owner, event);
    case 'AiSystemReviewReminded':
      return [toPerson('ai_system_review_reminder', owner)];
    case 'AiSystemReviewOverdue':
      return [toRole('ai_system_review_overdue', event.to)];
    case 'AiSystemChangeDeclared': {
      const declared = changes.find(({ number }) => number === event.number);
      return (declared === undefined ? [] : waitingFor(declared)).map(({ role }) =>
        role === 'business_owner'
          ? toPerson('ai_system_sign_off_requested', owner, role)
          : toRole('ai_system_sign_off_requested', role),
      );
    }
    case 'AiSystemSignOffReminded':
      return [
        event.role === 'business_owner'
          ? toPerson('ai_system_sign_off_reminder', owner, event.role)
          : toRole('ai_system_sign_off_reminder', event.role),
      ];
    case 'AiSystemSignOffEscalated':
      return [toRole('ai_system_sign_off_escalated', event.to, event.role)];
    case 'JoiningAsked':
      return [toPerson('ai_system_joining_asked', owner)];
    case 'JoiningEscalated':
      return [toRole('ai_system_joining_escalated', event.to)];
    case 'UserAdmitted':
    case 'JoiningDeclined':
      return [toPerson('ai_system_joining_answered', event.person)];
    case 'UserRemoved':
      return [toPerson('ai_system_user_removed', event.person)];
    case 'AiSystemDecommissioned':
      return before === undefined ? [] : toOther('ai_system_decommissioned', before.owner, event);
    default:
      return [];
  }
}

const publicTypeOf: Partial<Record<AiSystemEvent['type'], PublicEventType>> = {
  AiSystemOpened: 'ai_system.opened',
  AiSystemAmended: 'ai_system.amended',
  AiSystemWentLive: 'ai_system.went_live',
  AiSystemSuspended: 'ai_system.suspended',
  AiSystemResumed: 'ai_system.resumed',
  AiSystemReviewed: 'ai_system.reviewed',
  AiSystemChangeDeclared: 'ai_system.change_declared',
  BoundariesSet: 'ai_system.boundaries_set',
  AiSystemDecommissioned: 'ai_system.decommissioned',
};
