import type { ComponentChildren } from 'preact';
import type { PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { IncidentDuty, OversightCase, SeriousIncident } from '../../../domain/oversight-case-state.ts';
import { incidentAudiences, seriousIncidentCatalogue } from '../../../domain/serious-incident.ts';
import { Facts, PersonLabel, Prose, Section } from '../components/document.tsx';
import { Due, Time } from '../components/time.tsx';
import { VerdictSaid } from './oversight-case-story.tsx';
import { audienceWords, decidedWords, incidentInWords } from './oversight-case-words.ts';

interface Shown {
  current: OversightCase;
  nameOf: (id: PersonId) => PersonName;
  now: string;
  zone: string;
}

/** What was decided and why, by whom, who was told of it, and what came of it in the end. */
export function Outcome(shown: Shown) {
  const { incident, closing } = shown.current;
  return (
    <>
      <Proposal {...shown} />
      <Decision {...shown} />
      {incident !== null && (
        <Section title="A serious incident" id="incident">
          <Incident incident={incident} {...shown} />
        </Section>
      )}
      {closing !== null && (
        <Section title="Root cause and corrective action" id="closing">
          <h3>What it came from</h3>
          <Prose text={closing.rootCause} />
          <h3>What is done so that it does not come again</h3>
          <Prose text={closing.correctiveAction} />
          <p class="quiet">
            <PersonLabel person={shown.nameOf(closing.by)} />, <Time at={closing.at} zone={shown.zone} />
          </p>
        </Section>
      )}
    </>
  );
}

function Proposal({ current: { proposal, disputes }, nameOf, zone }: Shown) {
  if (proposal === null && disputes.length === 0) return null;
  return (
    <Section title="What waits to be confirmed" id="proposal">
      {proposal !== null && (
        <>
          <p>
            <PersonLabel person={nameOf(proposal.by)} /> {decidedWords[proposal.decision]},{' '}
            <Time at={proposal.at} zone={zone} />. It counts once the second reviewer has confirmed it.
          </p>
          <VerdictSaid verdict={proposal} />
        </>
      )}
      {disputes.map(({ by, at, note, decision }) => (
        <div key={at}>
          <p>
            <PersonLabel person={nameOf(by)} /> disagreed with “{decidedWords[decision]}”,{' '}
            <Time at={at} zone={zone} />.
          </p>
          <VerdictSaid verdict={{ note, instead: '' }} />
        </div>
      ))}
    </Section>
  );
}

function Decision({ current: { decision, closeBy, state }, nameOf, now, zone }: Shown) {
  if (decision === null) return null;
  const { by, at, confirmedBy, stops } = decision;
  return (
    <Section title="The decision" id="decision">
      <p>
        <PersonLabel person={nameOf(by)} /> <strong>{decidedWords[decision.decision]}</strong>
        {confirmedBy !== null && (
          <>
            , confirmed by <PersonLabel person={nameOf(confirmedBy)} />
          </>
        )}
        , <Time at={at} zone={zone} />.
        {stops && decision.decision !== 'stopped' && ' The system was stopped with it.'}
      </p>
      <VerdictSaid verdict={decision} />
      {state === 'decided' && closeBy !== null && (
        <p class="quiet more">
          Root cause and corrective action are <Due at={closeBy} now={now} zone={zone} />.
        </p>
      )}
    </Section>
  );
}

function Incident({ incident, nameOf, now, zone }: Shown & { incident: SeriousIncident }) {
  const { kind, awareAt } = incident;
  const { source } = seriousIncidentCatalogue.rules[kind];
  return (
    <Facts
      facts={[
        ['What makes it one', incidentInWords(kind)],
        ['We have known since', <Time at={awareAt} zone={zone} />],
        ['Its deadline is from', `${source.article} of the AI Act`],
        ...incidentAudiences.map((audience): [string, ComponentChildren] => [
          audienceWords[audience],
          <Telling duty={incident[audience]} {...{ nameOf, now, zone }} />,
        ]),
      ]}
    />
  );
}

function Telling({
  duty: { dueAt, told },
  nameOf,
  now,
  zone,
}: Omit<Shown, 'current'> & { duty: IncidentDuty }) {
  if (told === null) {
    return (
      <>
        has not been told: <Due at={dueAt} now={now} zone={zone} /> (<Time at={dueAt} zone={zone} />)
      </>
    );
  }
  const isLate = told.at > dueAt;
  return (
    <>
      was told <Time at={told.at} zone={zone} />
      {isLate && <strong>, too late</strong>}, as <PersonLabel person={nameOf(told.by)} /> put down:{' '}
      {told.note}
    </>
  );
}
