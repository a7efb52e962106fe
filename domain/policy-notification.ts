import type { NotificationKind, PublicEventType } from './notification-kind.ts';
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
import type { Policy, PolicyEvent } from './policy-state.ts';
import { waitingFor } from './policy-time.ts';
import { policy as decider } from './policy.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what the policy was like until then. */
export function policyNotifications(
  before: Policy | undefined,
  seqBefore: number,
  events: readonly PolicyEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<Policy, PolicyEvent> = {
  decider,
  told: (event, before, policy) => [
    ...peopleTold(event, before, policy),
    ...signatoriesAsked(before, policy),
    ...toPrograms(publicTypeOf[event.type]),
  ],
};

function peopleTold(event: PolicyEvent, before: Policy | undefined, policy: Policy): Told[] {
  const { owner } = policy.details;
  const toOwner = (kind: NotificationKind) => toOther(kind, owner, event);
  switch (event.type) {
    case 'PolicyChanged':
      return before?.details.owner === owner ? [] : toOwner('policy_assigned');
    case 'ReviewStarted':
      return toOwner('policy_review_started');
    case 'ReviewReminded':
      return [toPerson('policy_review_reminder', owner)];
    case 'ReviewEscalated':
      return [toRole('policy_review_escalated', event.to)];
    case 'PolicySignedOff':
      return event.decision === 'request_changes'
        ? [toPerson('policy_changes_requested', owner, event.role)]
        : [];
    case 'PolicySignOffReminded':
      return [toRole('policy_sign_off_reminder', event.role)];
    case 'PolicySignOffEscalated':
      return [toRole('policy_sign_off_escalated', event.to, event.role)];
    case 'PolicyPublished':
      return [toPerson('policy_published', owner)];
    case 'ReviewClosed':
      // That a minor version came into force has been said, and that another took the place of this one too.
      return event.outcome === 'superseded' || (event.outcome === 'published' && event.campaign === null)
        ? []
        : toOwner('policy_review_closed');
    case 'PolicyCreated':
    case 'ReviewQueued':
    case 'PolicySubmitted':
    case 'PolicyApproved':
    case 'PolicyRetired':
      return [];
  }
}

/** Roles whose sign-off is waited for now and was not before. */
function signatoriesAsked(before: Policy | undefined, policy: Policy): Told[] {
  const known = before === undefined ? [] : waitingFor(before).map(({ role }) => role);
  return waitingFor(policy)
    .filter(({ role }) => !known.includes(role))
    .map(({ role }) => toRole('policy_sign_off_requested', role));
}

const publicTypeOf: Record<PolicyEvent['type'], PublicEventType | null> = {
  PolicyCreated: 'policy.created',
  PolicyChanged: null,
  ReviewQueued: null,
  ReviewStarted: 'policy.review_started',
  ReviewReminded: null,
  ReviewEscalated: 'policy.escalated',
  PolicySubmitted: 'policy.submitted',
  PolicySignedOff: 'policy.signed_off',
  PolicySignOffReminded: null,
  PolicySignOffEscalated: 'policy.escalated',
  PolicyApproved: 'policy.approved',
  PolicyPublished: 'policy.published',
  ReviewClosed: 'policy.review_closed',
  PolicyRetired: 'policy.retired',
};
