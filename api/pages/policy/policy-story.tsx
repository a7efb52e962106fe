import type { ComponentChildren } from 'preact';
import type { PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { PolicyEvent } from '../../../domain/policy-state.ts';
import { Said, signedWords } from '../adoption-request/adoption-request-story.tsx';
import { type Moment, PersonLabel } from '../components/document.tsx';
import { roleWords } from '../words.ts';
import { reviewOutcomeWords, reviewReasonWords } from './policy-words.ts';

type Naming = (id: PersonId) => PersonName;
type Told = { title: ComponentChildren; detail?: ComponentChildren };

/** The audit events of a policy, told as what happened. */
export function momentsOf(events: readonly PolicyEvent[], nameOf: Naming): Moment[] {
  return events.map((event) => ({ at: event.at, ...tell(event, nameOf) }));
}

function tell(event: PolicyEvent, nameOf: Naming): Told {
  const who = <PersonLabel person={nameOf(event.by)} />;
  switch (event.type) {
    case 'PolicyCreated':
      return { title: <>{who} created it.</> };
    case 'PolicyChanged':
      return {
        title: <>{who} changed whom it concerns and when it is reviewed.</>,
        detail: <p class="quiet">It is owned by {nameOf(event.details.owner).name}.</p>,
      };
    case 'PolicySubmitted':
      return {
        title: event.unchanged ? (
          <>
            {who} confirmed version {event.version} unchanged.
          </>
        ) : (
          <>
            {who} handed in version {event.version}.
          </>
        ),
        detail: <Said text={event.note} />,
      };
    case 'PolicySignedOff':
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
    case 'PolicyRetired':
      return { title: <>{who} retired it.</>, detail: <Said text={event.reason} /> };
    default:
      return toldByTime(event);
  }
}

type TimeEvent = Extract<
  PolicyEvent,
  {
    type:
      | 'ReviewQueued'
      | 'ReviewStarted'
      | 'ReviewReminded'
      | 'ReviewEscalated'
      | 'PolicySignOffReminded'
      | 'PolicySignOffEscalated'
      | 'PolicyApproved'
      | 'PolicyPublished'
      | 'ReviewClosed';
  }
>;

function toldByTime(event: TimeEvent): Told {
  switch (event.type) {
    case 'ReviewQueued':
      return {
        title: `Another review was called for, ${reviewReasonWords[event.reason]}.`,
        detail: <Said text={event.note} />,
      };
    case 'ReviewStarted':
      return {
        title: `Review ${event.number} began, ${reviewReasonWords[event.reason]}.`,
        detail: <Said text={event.note} />,
      };
    case 'ReviewReminded':
      return { title: `Its owner was reminded${event.overdue ? ': the review is overdue' : ''}.` };
    case 'ReviewEscalated':
      return { title: `The review was late; ${roleWords[event.to]} was told.` };
    case 'PolicySignOffReminded':
      return {
        title: `${roleWords[event.role]} was reminded${event.overdue ? ': the sign-off is overdue' : ''}.`,
      };
    case 'PolicySignOffEscalated':
      return { title: `${roleWords[event.role]} was escalated to ${roleWords[event.to]}.` };
    case 'PolicyApproved':
      return { title: <strong>Version {event.version} was approved.</strong> };
    case 'PolicyPublished':
      return {
        title: <strong>Version {event.version} came into force.</strong>,
        ...(event.campaignDueAt !== null && {
          detail: <p class="quiet">People are asked to acknowledge it.</p>,
        }),
      };
    case 'ReviewClosed':
      return {
        title: `Review ${event.number} ended ${reviewOutcomeWords[event.outcome]}.`,
        detail: (
          <>
            {event.campaign !== null && (
              <p class="quiet">
                {event.campaign.acknowledged.toLocaleString('en')} of{' '}
                {event.campaign.asked.toLocaleString('en')} who were asked had acknowledged it.
              </p>
            )}
            <Said text={event.note} />
          </>
        ),
      };
  }
}
