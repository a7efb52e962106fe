import {
  type EvidenceRequest,
  evidenceRequest as decider,
  type EvidenceRequestEvent,
} from './evidence-request.ts';
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

/** Who must be told of events that follow `seqBefore`, where `before` is what the request was like until then. */
export function evidenceRequestNotifications(
  before: EvidenceRequest | undefined,
  seqBefore: number,
  events: readonly EvidenceRequestEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<EvidenceRequest, EvidenceRequestEvent> = {
  decider,
  told: (event, _before, request) => [...peopleTold(event, request), ...toPrograms(publicTypeOf[event.type])],
};

function peopleTold(event: EvidenceRequestEvent, { to, askedBy, rounds }: EvidenceRequest): Told[] {
  switch (event.type) {
    case 'EvidenceRequested':
    case 'EvidenceRequestAskedBack':
      return toWhoeverIsAsked('evidence_requested', to);
    case 'EvidenceRequestHandedOver':
      return to === null
        ? toWhoeverIsAsked('evidence_requested', to)
        : toOther('evidence_requested', to, event);
    case 'EvidenceRequestReminded':
      return toWhoeverIsAsked('evidence_request_reminder', to);
    case 'EvidenceRequestEscalated':
      return [toRole('evidence_request_escalated', event.to)];
    case 'EvidenceRequestAnswered':
    case 'EvidenceRequestDeclined':
      return [toPerson('evidence_request_replied', rounds.at(-1)?.by ?? askedBy)];
    case 'EvidenceRequestAccepted':
      return rounds.slice(-1).flatMap(({ reply }) => {
        return reply === null ? [] : toOther('evidence_request_accepted', reply.by, event);
      });
    case 'EvidenceRequestCalledOff':
      return [];
  }
}

function toWhoeverIsAsked(
  kind: 'evidence_requested' | 'evidence_request_reminder',
  to: EvidenceRequest['to'],
): Told[] {
  return [to === null ? toRole(kind, 'compliance_manager') : toPerson(kind, to)];
}

const publicTypeOf: Record<EvidenceRequestEvent['type'], PublicEventType | null> = {
  EvidenceRequested: 'evidence_request.asked',
  EvidenceRequestAnswered: 'evidence_request.answered',
  EvidenceRequestDeclined: 'evidence_request.declined',
  EvidenceRequestAccepted: 'evidence_request.accepted',
  EvidenceRequestAskedBack: 'evidence_request.asked_back',
  EvidenceRequestHandedOver: null,
  EvidenceRequestReminded: null,
  EvidenceRequestEscalated: 'evidence_request.escalated',
  EvidenceRequestCalledOff: 'evidence_request.called_off',
};
