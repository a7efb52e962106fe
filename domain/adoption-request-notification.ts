import { adoptionRequest } from './adoption-request.ts';
import type { AdoptionRequest, AdoptionRequestEvent } from './adoption-request-state.ts';
import { waitingFor } from './adoption-request-time.ts';
import type { PersonId } from './decider.ts';
import type { SignOffRole } from './identity.ts';
import type { NotificationKind, PublicEventType } from './notification-kind.ts';
import {
  type Notification,
  tell,
  type Telling,
  type Told,
  toPerson,
  toPrograms,
  toRole,
} from './notification.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what the request was like until then. */
export function notificationsOf(
  before: AdoptionRequest | undefined,
  seqBefore: number,
  events: readonly AdoptionRequestEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<AdoptionRequest, AdoptionRequestEvent> = {
  decider: adoptionRequest,
  told: (event, before, request) => [
    ...peopleTold(event, before, request),
    ...toPrograms(publicTypeOf[event.type]),
  ],
};

/** The requester and everyone who has signed or commented hear what is said about a request, save for who says it. */
export function commentNotifications(
  request: AdoptionRequest,
  commenters: readonly PersonId[],
  author: PersonId,
): Told[] {
  const signatories = request.signOffs.flatMap(({ made }) => (made === null ? [] : [made.by]));
  const involved = new Set([request.requester, ...signatories, ...commenters]);
  return [...involved]
    .filter((person) => person !== author)
    .map((person) => toPerson('comment_added', person));
}

/** Nobody is told of what they did themselves; of the decision the requester is, whatever brought it about. */
function peopleTold(
  event: AdoptionRequestEvent,
  before: AdoptionRequest | undefined,
  request: AdoptionRequest,
): Told[] {
  const requester = (kind: NotificationKind, about: SignOffRole | null = null) =>
    event.by === request.requester ? [] : [toPerson(kind, request.requester, about)];
  switch (event.type) {
    case 'Submitted':
      return asked(
        request,
        event.plan.signOffs.map(({ role }) => role),
      );
    case 'Amended': {
      const again = event.reopened.map(({ role }) => role);
      const owner = before?.content.businessOwner !== request.content.businessOwner;
      return asked(request, owner ? [...again, 'business_owner'] : again);
    }
    case 'Reopened':
      return [
        ...asked(
          request,
          event.plan.signOffs.map(({ role }) => role),
        ),
        ...requester('reopened'),
      ];
    case 'SignedOff':
      return event.decision === 'request_changes' ? requester('changes_requested', event.role) : [];
    case 'Reminded':
      return [toHolder('sign_off_reminder', request, event.role)];
    case 'Escalated':
      return [toRole('sign_off_escalated', event.to, event.role)];
    case 'Decided':
      return [toPerson('decided', request.requester), ...conditionsAssigned(request)];
    case 'ClosedAsProhibited':
      return requester('closed_as_prohibited');
    case 'Withdrawn':
      return requester('withdrawn');
    case 'Expired':
      return requester('expired');
    case 'ReopeningLapsed':
      return [];
  }
}

function asked(request: AdoptionRequest, roles: readonly SignOffRole[]): Told[] {
  return waitingFor(request)
    .filter(({ role }) => roles.includes(role))
    .map(({ role }) => toHolder('sign_off_requested', request, role));
}

/** Owners of conditions that somebody else has set; the requester reads of them in the decision. */
function conditionsAssigned({ requester, decision }: AdoptionRequest): Told[] {
  if (decision === null || decision.outcome === 'rejected') return [];
  const owners = decision.signOffs.flatMap(({ by, conditions }) =>
    conditions.map(({ owner }) => owner).filter((owner) => owner !== by && owner !== requester),
  );
  return [...new Set(owners)].map((owner) => toPerson('condition_assigned', owner));
}

/** The business owner holds that role alone; the others are whoever is a member. */
function toHolder(kind: NotificationKind, request: AdoptionRequest, role: SignOffRole): Told {
  const recipient = role === 'business_owner' ? { person: request.content.businessOwner } : { role };
  return { kind, recipient, about: role };
}

const publicTypeOf: Record<AdoptionRequestEvent['type'], PublicEventType | null> = {
  Submitted: 'adoption_request.submitted',
  Amended: 'adoption_request.amended',
  SignedOff: 'adoption_request.signed_off',
  Escalated: 'adoption_request.escalated',
  Decided: 'adoption_request.decided',
  ClosedAsProhibited: 'adoption_request.closed_as_prohibited',
  Reopened: 'adoption_request.reopened',
  Withdrawn: 'adoption_request.withdrawn',
  Expired: 'adoption_request.expired',
  Reminded: null,
  ReopeningLapsed: null,
};
