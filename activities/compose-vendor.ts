import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { approvedRequestsOf } from '../db/vendor-notification.ts';
import { findVendor } from '../db/vendor.ts';
import { pagePathOf, partsOf } from '../domain/topic.ts';
import type { Vendor, VendorEvent } from '../domain/vendor-state.ts';
import { composeVendorAnswers, ownedBy } from './compose-vendor-answers.ts';
import { composeVendorSignOff } from './compose-vendor-sign-off.ts';
import { type VendorSubject, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, onOneLine, outcomeWords, roleWords } from './words.ts';

/** What is said about a vendor; undefined once nobody wants it any more. */
export async function composeVendor(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const { id } = partsOf(delivery.topic ?? '');
  const found = await findVendor(db, id);
  const held = found && { ...found, title: found.state.details.name, people: [found.state.details.owner] };
  const subject = await subjectOf<Vendor, VendorEvent>(db, publicUrl, delivery, held);
  if (delivery.kind === 'vendor_no_longer_approved') return composeForUser(db, publicUrl, id, subject);
  return composeVendorAnswers(subject) ?? composeVendorSignOff(subject) ?? composeStanding(subject);
}

/** A message about where the vendor stands, to its owner. */
function composeStanding(subject: VendorSubject): Message | undefined {
  const { delivery, state, event, title, nameOf, url, timeZone } = subject;
  const common = {
    facts: [],
    items: [],
    action: { label: 'Read about the vendor', url },
    because: ownedBy,
  };
  switch (delivery.kind) {
    case 'vendor_assigned':
      // What comes into the register with a request is assessed at once, and the wish for answers says both.
      if (event.type === 'VendorRegistered' && state.assessment?.phase === 'answering') return undefined;
      return {
        ...common,
        subject: `A vendor for you: ${title}`,
        lead: `${nameOf(event.by)} has made you the owner of the vendor “${title}”: you answer for it, and see to it that it is assessed.`,
      };
    case 'vendor_decided':
      return event.type === 'VendorDecided'
        ? {
            ...common,
            subject: `${outcomeWords[event.review.outcome]}: ${title}`,
            lead: `The vendor “${title}” is decided: ${outcomeWords[event.review.outcome].toLowerCase()}.`,
            facts:
              event.review.outcome === 'rejected'
                ? []
                : [{ label: 'Holds until', value: instantInWords(event.review.validUntil, timeZone) }],
            items: event.review.conditions.map(({ text }) => ({
              title: onOneLine(text, 500),
              detail: 'a condition of the approval',
            })),
          }
        : undefined;
    case 'vendor_lapsed':
      return state.state === 'lapsed'
        ? {
            ...common,
            subject: `Approval lapsed: ${title}`,
            lead: `The approval of the vendor “${title}” has lapsed. It holds again once the vendor is assessed anew.`,
          }
        : undefined;
    case 'vendor_certificate_expired':
      return {
        ...common,
        subject: `Certificate expired: ${title}`,
        lead: `${expired(event)} of the vendor “${title}” has expired. Have the vendor bring another with its answers.`,
      };
    case 'vendor_reported': {
      if (event.type !== 'VendorReported') return undefined;
      const what = event.what === 'incident' ? 'an incident' : 'a significant change';
      const reviewer = delivery.about === null ? undefined : roleWords[delivery.about];
      return {
        ...common,
        subject: `Reported, ${what}: ${title}`,
        lead: `${nameOf(event.by)} has reported ${what} at the vendor “${title}”. Its next review is made with that in mind.`,
        quote: event.note,
        because:
          reviewer === undefined
            ? ownedBy
            : `You get this because ${reviewer} signs the reviews of this vendor.`,
      };
    }
    case 'vendor_off_boarded':
      return {
        ...common,
        subject: `Off-boarded: ${title}`,
        lead: `${nameOf(event.by)} has off-boarded the vendor “${title}”; that is final.`,
        quote: 'reason' in event ? event.reason : undefined,
      };
    default:
      return undefined;
  }
}

/** To whoever answers for systems that rest on the vendor; undefined once they answer for none. */
async function composeForUser(
  db: Database,
  publicUrl: string,
  vendor: string,
  { delivery, event, title, url }: VendorSubject,
): Promise<Message | undefined> {
  if (delivery.person === null) return undefined;
  const requests = await approvedRequestsOf(db, vendor, delivery.person.id);
  if (requests.length === 0) return undefined;
  const what =
    requests.length === 1 ? 'A system that you answer for rests' : 'Systems that you answer for rest';
  const certificate = event.type === 'CertificateExpired';
  return {
    subject: certificate ? `Certificate expired: ${title}` : `Vendor no longer approved: ${title}`,
    lead: certificate
      ? `${what} on the vendor “${title}”. ${expired(event)} has expired, and the vendor is assessed again. See whether you can still rely on it.`
      : `${what} on the vendor “${title}”, which is no longer approved: ${becauseOf(event)}. See whether you can still use it.`,
    facts: [],
    items: requests.map((request) => ({
      title: onOneLine(request.title),
      detail: 'approved for use',
      url: `${publicUrl}${pagePathOf(`adoption-request/${request.id}`)}`,
    })),
    action: { label: 'Read about the vendor', url },
    because: 'You get this because you asked for the system, or are its business owner.',
  };
}

function expired(event: VendorEvent): string {
  return event.type === 'CertificateExpired'
    ? `Its certificate “${onOneLine(event.certificate)}”`
    : 'A certificate';
}

function becauseOf({ type }: VendorEvent): string {
  if (type === 'VendorLapsed') return 'its approval has lapsed';
  return type === 'VendorOffBoarded' ? 'it was off-boarded' : 'its review has rejected it';
}
