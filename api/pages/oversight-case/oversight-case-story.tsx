import type { ComponentChildren } from 'preact';
import type { PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { anonymous, isPerson } from '../../../domain/identity.ts';
import type { OversightCaseEvent, ReviewerPlace, Verdict } from '../../../domain/oversight-case-state.ts';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { type Moment, PersonLabel } from '../components/document.tsx';
import { roleWords } from '../words.ts';
import { audienceWords, decidedWords, escalationReasonWords, gapWords } from './oversight-case-words.ts';

type Naming = (id: PersonId) => PersonName;
type Told = { title: ComponentChildren; detail?: ComponentChildren };

/** The audit events of a case, told as what happened. */
export function momentsOf(events: readonly OversightCaseEvent[], nameOf: Naming): Moment[] {
  return events.map((event) => ({ at: event.at, ...tell(event, nameOf) }));
}

function tell(event: OversightCaseEvent, nameOf: Naming): Told {
  const who = <PersonLabel person={nameOf(event.by)} />;
  switch (event.type) {
    case 'OversightCaseOpened':
      return { title: <strong>It was opened by {openerInWords(event.by, nameOf)}.</strong> };
    case 'OversightTermsSet':
      return {
        title: `It goes by version ${event.terms.policy.version} of the oversight policy${event.terms.twoReviewers ? ', and takes two natural persons' : ''}.`,
      };
    case 'OversightCaseDecided':
      return {
        title: <DecidedTitle event={event} nameOf={nameOf} />,
        detail: <VerdictSaid verdict={event.decision} />,
      };
    case 'SeriousIncidentReminded':
      return {
        title: `${event.overdue ? 'Overdue' : 'Reminded'}: ${audienceWords[event.told].toLowerCase()} is to be told.`,
      };
    case 'SeriousIncidentReported':
      return {
        title: (
          <>
            {who} put down that {audienceWords[event.told].toLowerCase()} was told.
          </>
        ),
        detail: <Said text={event.note} />,
      };
    case 'ClosingReminded':
      return { title: 'The day by which it was to be closed has passed; whoever decided was reminded.' };
    case 'OversightCaseClosed':
      return {
        title: (
          <>
            {who} <strong>closed</strong> it.
          </>
        ),
      };
    case 'OversightCaseCalledOff':
      return {
        title: (
          <>
            {who} <strong>called it off</strong>.
          </>
        ),
        detail: <Said text={event.reason} />,
      };
    default:
      return toldOfReview(event, nameOf);
  }
}

type ReviewEvent = Exclude<
  OversightCaseEvent,
  {
    type:
      | 'OversightCaseOpened'
      | 'OversightTermsSet'
      | 'OversightCaseDecided'
      | 'SeriousIncidentReminded'
      | 'SeriousIncidentReported'
      | 'ClosingReminded'
      | 'OversightCaseClosed'
      | 'OversightCaseCalledOff';
  }
>;

/** Who had it, and what they said until it was decided. */
function toldOfReview(event: ReviewEvent, nameOf: Naming): Told {
  const who = <PersonLabel person={nameOf(event.by)} />;
  const reviewer = (place: ReviewerPlace) => (place === 'first' ? 'reviewer' : 'second reviewer');
  switch (event.type) {
    case 'ReviewerAssigned':
      return {
        title: (
          <>
            <PersonLabel person={nameOf(event.reviewer)} /> was asked, as {reviewer(event.place)} at level{' '}
            {event.level}.
          </>
        ),
      };
    case 'ReviewerMissing':
      return {
        title: (
          <>
            <strong>Nobody was there</strong> at level {event.level} ({roleWords[event.role]}).
          </>
        ),
        detail: <p class="quiet">{gapWords[event.gap]}</p>,
      };
    case 'ReviewerSought':
      return { title: `A ${reviewer(event.place)} was looked for again.` };
    case 'OversightCaseAcknowledged':
      return { title: <>{who} said that they are at it.</> };
    case 'ReviewerReminded':
      return {
        title: event.overdue ? 'Its reviewer was reminded: it is overdue.' : 'Its reviewer was reminded.',
      };
    case 'OversightCaseEscalated':
      return {
        title: (
          <>
            It <strong>went up to level {event.level}</strong> ({roleWords[event.to]}):{' '}
            {escalationReasonWords[event.reason]}.
          </>
        ),
      };
    case 'OversightCaseHandedOver':
      return {
        title: (
          <>
            {who} handed it over to <PersonLabel person={nameOf(event.to)} />
            {event.place === 'second' && <>, as second reviewer</>}.
          </>
        ),
        detail: <Said text={event.note} />,
      };
    case 'ReviewerReleased':
      return {
        title:
          event.reviewer === null ? (
            <>{who} had somebody looked for.</>
          ) : (
            <>
              {who} relieved <PersonLabel person={nameOf(event.reviewer)} /> of it; somebody else is looked
              for.
            </>
          ),
        detail: <Said text={event.note} />,
      };
    case 'SecondOpinionAsked':
      return { title: <>{who} asked for a second reviewer.</>, detail: <Said text={event.note} /> };
    case 'DecisionProposed':
      return {
        title: (
          <>
            {who} {decidedWords[event.verdict.decision]}; a second reviewer is to confirm it.
          </>
        ),
        detail: <VerdictSaid verdict={event.verdict} />,
      };
    case 'DecisionDisputed':
      return {
        title: (
          <>
            {who} <strong>disagreed</strong>.
          </>
        ),
        detail: <Said text={event.note} />,
      };
  }
}

function DecidedTitle({
  event: { by, decision },
  nameOf,
}: {
  event: Extract<OversightCaseEvent, { type: 'OversightCaseDecided' }>;
  nameOf: Naming;
}) {
  const first = <PersonLabel person={nameOf(decision.by)} />;
  const words = <strong>{decidedWords[decision.decision]}</strong>;
  if (decision.confirmedBy === null) {
    return (
      <>
        {first} {words}.
      </>
    );
  }
  return (
    <>
      <PersonLabel person={nameOf(by)} /> confirmed it: {first} {words}.
    </>
  );
}

/** What was said with a decision, and what holds instead. */
export function VerdictSaid({ verdict: { note, instead } }: { verdict: Pick<Verdict, 'note' | 'instead'> }) {
  return (
    <>
      <Said text={note} />
      {instead !== '' && (
        <>
          <p class="quiet">Instead:</p>
          <Said text={instead} />
        </>
      )}
    </>
  );
}

/** Who has brought it up: a person, a program, nobody who could be named, or Countersign itself. */
export function openerInWords(by: PersonId, nameOf: Naming): ComponentChildren {
  if (by === anonymous) return 'somebody who gave no name';
  if (by.startsWith('machine/')) return `the program “${by.slice('machine/'.length)}”`;
  return isPerson(by) ? <PersonLabel person={nameOf(by)} /> : 'Countersign itself, as it measured the use';
}
