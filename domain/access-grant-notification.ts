import type { AccessGrant, AccessGrantEvent } from './access-grant-state.ts';
import { accessGrant as decider } from './access-grant.ts';
import type { PublicEventType } from './notification-kind.ts';
import {
  type Notification,
  tell,
  type Telling,
  type Told,
  toOther,
  toPerson,
  toPrograms,
  toRole,
} from './notification.ts';

/** Who of the house must be told of events that follow `seqBefore`; whoever asked is mailed, being nobody here. */
export function accessGrantNotifications(
  before: AccessGrant | undefined,
  seqBefore: number,
  events: readonly AccessGrantEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<AccessGrant, AccessGrantEvent> = {
  decider,
  told: (event, _before, grant) => [...peopleTold(event, grant), ...toPrograms(publicTypeOf[event.type])],
};

function peopleTold(event: AccessGrantEvent, { owner }: AccessGrant): Told[] {
  switch (event.type) {
    case 'AccessVerified':
      return [toPerson('access_requested', owner)];
    case 'AccessDecisionReminded':
      return [toPerson('access_request_reminder', owner)];
    case 'AccessDecisionEscalated':
      return [toRole('access_request_escalated', event.to)];
    case 'AccessGranted':
    case 'AccessRefused':
    case 'AccessRevoked':
      return toOther('access_request_settled', owner, event);
    default:
      return [];
  }
}

const publicTypeOf: Record<AccessGrantEvent['type'], PublicEventType | null> = {
  AccessAsked: null,
  AccessVerified: 'access_grant.requested',
  AccessDecisionReminded: null,
  AccessDecisionEscalated: 'access_grant.escalated',
  AccessGranted: 'access_grant.granted',
  AccessEndingSoon: null,
  AccessExpired: 'access_grant.expired',
  AccessRefused: 'access_grant.refused',
  AccessRevoked: 'access_grant.revoked',
  AccessLapsed: 'access_grant.lapsed',
};
