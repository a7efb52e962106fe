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
import type { Vendor, VendorEvent } from './vendor-state.ts';
import { waitingFor } from './vendor-time.ts';
import { vendor as decider } from './vendor.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what the vendor was like until then. */
export function vendorNotifications(
  before: Vendor | undefined,
  seqBefore: number,
  events: readonly VendorEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

/** Whether the event takes from whoever rests on the vendor what they rest on. */
export function unsettlesUsers(event: VendorEvent): boolean {
  if (event.type === 'VendorDecided') return event.review.outcome === 'rejected';
  return ['VendorLapsed', 'CertificateExpired', 'VendorOffBoarded'].includes(event.type);
}

const telling: Telling<Vendor, VendorEvent> = {
  decider,
  told: (event, before, vendor) => [
    ...peopleTold(event, before, vendor),
    ...signatoriesAsked(before, vendor),
    ...toPrograms(publicTypeOf[event.type]),
  ],
};

function peopleTold(event: VendorEvent, before: Vendor | undefined, vendor: Vendor): Told[] {
  const { owner } = vendor.details;
  const toOwner = (kind: NotificationKind) => toOther(kind, owner, event);
  switch (event.type) {
    case 'VendorRegistered':
      return toOwner('vendor_assigned');
    case 'VendorChanged':
      return before?.details.owner === owner ? [] : toOwner('vendor_assigned');
    case 'AssessmentStarted':
      return toOwner('vendor_answers_requested');
    case 'VendorReported':
      return [...toOwner('vendor_reported'), ...reviewersOf(vendor)];
    case 'AnswersReminded':
      return toOwner('vendor_answers_reminder');
    case 'AnswersEscalated':
      return [toPerson('vendor_answers_overdue', event.to)];
    case 'AnswersSubmitted':
      return toOwner('vendor_answers_submitted');
    case 'VendorSignedOff':
      return event.decision === 'request_changes' ? [changesRequested(event.role, owner)] : [];
    case 'VendorReminded':
      return [toRole('vendor_sign_off_reminder', event.role)];
    case 'VendorEscalated':
      return [toRole('vendor_sign_off_escalated', event.to, event.role)];
    case 'VendorDecided':
      return toOwner('vendor_decided');
    case 'VendorLapsed':
      return toOwner('vendor_lapsed');
    case 'CertificateExpired':
      return toOwner('vendor_certificate_expired');
    case 'VendorOffBoarded':
      return toOwner('vendor_off_boarded');
    case 'AssessmentWidened':
    case 'VendorPolicyAdopted':
      return [];
  }
}

/** Whoever signs its reviews hears of what the next one must have in mind. */
function reviewersOf({ details, policy }: Vendor): Told[] {
  return policy.rules.requiredRoles[details.criticality].map((role) => toRole('vendor_reported', role));
}

/** The owner signs nothing of their vendor, so it is always somebody else who asks. */
function changesRequested(role: Told['about'], owner: string): Told {
  return toPerson('vendor_changes_requested', owner, role);
}

/** Roles whose sign-off is waited for now and was not before: there are answers, or what they signed has changed. */
function signatoriesAsked(before: Vendor | undefined, vendor: Vendor): Told[] {
  const known = before === undefined ? [] : waitingFor(before).map(({ role }) => role);
  return waitingFor(vendor)
    .filter(({ role }) => !known.includes(role))
    .map(({ role }) => toRole('vendor_sign_off_requested', role));
}

const publicTypeOf: Record<VendorEvent['type'], PublicEventType | null> = {
  VendorRegistered: 'vendor.registered',
  VendorChanged: null,
  VendorReported: 'vendor.reported',
  AssessmentStarted: 'vendor.assessment_started',
  AssessmentWidened: null,
  AnswersReminded: null,
  AnswersEscalated: null,
  AnswersSubmitted: 'vendor.answers_submitted',
  VendorSignedOff: 'vendor.signed_off',
  VendorReminded: null,
  VendorEscalated: 'vendor.escalated',
  VendorDecided: 'vendor.decided',
  VendorLapsed: 'vendor.lapsed',
  CertificateExpired: 'vendor.certificate_expired',
  VendorPolicyAdopted: null,
  VendorOffBoarded: 'vendor.off_boarded',
};
