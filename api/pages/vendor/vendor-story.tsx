import type { ComponentChildren } from 'preact';
import type { PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { VendorEvent } from '../../../domain/vendor-state.ts';
import { Said, signedWords } from '../adoption-request/adoption-request-story.tsx';
import { type Moment, PersonLabel } from '../components/document.tsx';
import { roleWords } from '../words.ts';
import {
  concernWords,
  criticalityWords,
  dataInWords,
  percentOf,
  reasonWords,
  vendorStateWords,
} from './vendor-words.ts';

type Naming = (id: PersonId) => PersonName;
type Told = { title: ComponentChildren; detail?: ComponentChildren };

/** The audit events of a vendor, told as what happened. */
export function momentsOf(events: readonly VendorEvent[], nameOf: Naming): Moment[] {
  return events.map((event) => ({ at: event.at, ...tell(event, nameOf) }));
}

function tell(event: VendorEvent, nameOf: Naming): Told {
  const who = <PersonLabel person={nameOf(event.by)} />;
  switch (event.type) {
    case 'VendorRegistered':
      return { title: <>{who} registered it.</> };
    case 'VendorChanged': {
      const { name, criticality, owner } = event.details;
      const said = `${name} · ${criticalityWords[criticality]} · owned by ${nameOf(owner).name}`;
      return { title: <>{who} changed what is said of it.</>, detail: <p class="quiet">{said}</p> };
    }
    case 'AssessmentStarted':
      return {
        title: (
          <>
            {who} started assessment {event.number}, {reasonWords[event.reason]}, for{' '}
            {dataInWords(event.dataClasses)}.
          </>
        ),
      };
    case 'AssessmentWidened':
      return {
        title: (
          <>
            {who} widened it to {dataInWords(event.dataClasses)}; who had signed signs again.
          </>
        ),
      };
    case 'VendorReported':
      return {
        title: (
          <>
            {who} reported {concernWords[event.what].toLowerCase()}.
          </>
        ),
        detail: <Said text={event.note} />,
      };
    case 'AnswersReminded':
      return { title: 'The answers were asked for again.' };
    case 'AnswersEscalated':
      return { title: <>The answers were late; {nameOf(event.to).name} was told.</> };
    case 'AnswersSubmitted':
      return {
        title: (
          <>
            {who} handed in the answers: {percentOf(event.score.share)} of the points
            {event.score.knockOuts.length > 0 && <>, and an answer that rules an approval out</>}.
          </>
        ),
      };
    case 'VendorSignedOff':
      return {
        title: (
          <>
            {who} {signedWords[event.decision]} for {roleWords[event.role]}
            {event.capacity.kind === 'delegate' && (
              <>
                {' '}
                on behalf of <PersonLabel person={nameOf(event.capacity.of)} />
              </>
            )}
            {event.capacity.kind === 'escalation' && <> as the escalation contact</>}.
          </>
        ),
        detail: <Said text={event.comment} />,
      };
    default:
      return toldByTime(event, who);
  }
}

type TimeEvent = Extract<
  VendorEvent,
  {
    type:
      | 'VendorReminded'
      | 'VendorEscalated'
      | 'VendorDecided'
      | 'VendorLapsed'
      | 'CertificateExpired'
      | 'VendorPolicyAdopted'
      | 'VendorOffBoarded';
  }
>;

function toldByTime(event: TimeEvent, who: ComponentChildren): Told {
  switch (event.type) {
    case 'VendorReminded':
      return {
        title: `${roleWords[event.role]} was reminded${event.overdue ? ': the sign-off is overdue' : ''}.`,
      };
    case 'VendorEscalated':
      return { title: `${roleWords[event.role]} was escalated to ${roleWords[event.to]}.` };
    case 'VendorDecided':
      return { title: <strong>{vendorStateWords[event.review.outcome]}.</strong> };
    case 'VendorLapsed':
      return { title: <strong>Its approval ended.</strong> };
    case 'CertificateExpired':
      return { title: `A certificate ended: ${event.certificate}.` };
    case 'VendorPolicyAdopted':
      return { title: `Version ${event.policy.version} of the vendor policy counts from here on.` };
    case 'VendorOffBoarded':
      return { title: <>{who} off-boarded it.</>, detail: <Said text={event.reason} /> };
  }
}
