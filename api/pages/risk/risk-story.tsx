import type { ComponentChildren } from 'preact';
import type { Database } from '../../../db/database.ts';
import { namesOf, type PersonName } from '../../../db/directory.ts';
import { readEvents } from '../../../db/event-store.ts';
import { riskStream } from '../../../db/risk.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { evolve } from '../../../domain/risk-evolution.ts';
import type { Risk, RiskEvent } from '../../../domain/risk-state.ts';
import { Said } from '../adoption-request/adoption-request-story.tsx';
import { type Moment, PersonLabel } from '../components/document.tsx';
import { dayOf } from '../components/time.tsx';
import { roleWords } from '../words.ts';
import { ScoreFigures } from './risk-mark.tsx';
import { Described, Scores } from './risk-story-detail.tsx';
import { riskBandWords, riskTreatmentWords, staleWords } from './risk-words.ts';

type Naming = (id: PersonId) => PersonName;
interface Told {
  title: ComponentChildren;
  detail?: ComponentChildren;
}

const namedRoles: Record<string, string> = roleWords;

/** The audit events of a risk, told as what happened. */
export async function readRiskStory(db: Database, id: string, zone: string): Promise<Moment[]> {
  const events = await readEvents<RiskEvent>(db, riskStream(id));
  const nameOf = await namesOf(db, events.flatMap(peopleIn));
  const moments: Moment[] = [];
  let before: Risk | undefined;
  for (const event of events) {
    moments.push({ at: event.at, ...tell(event, before, nameOf, zone) });
    before = evolve(before, event);
  }
  return moments;
}

function peopleIn(event: RiskEvent): PersonId[] {
  if (event.type === 'RiskTreatmentChosen') return [event.by, ...event.actions.map(({ owner }) => owner)];
  return 'description' in event ? [event.by, event.description.owner] : [event.by];
}

function tell(event: RiskEvent, before: Risk | undefined, nameOf: Naming, zone: string): Told {
  const who = <PersonLabel person={nameOf(event.by)} />;
  const actionNamed = (id: string) => before?.actions.find((action) => action.id === id)?.text ?? id;
  switch (event.type) {
    case 'RiskIdentified': {
      const { inherent, residual } = event;
      return {
        title: <>{who} identified it.</>,
        detail: <Scores inherent={[undefined, inherent]} residual={[undefined, residual]} />,
      };
    }
    case 'RiskDescribed':
      return {
        title: <>{who} described it anew.</>,
        detail: <Described before={before?.description} after={event.description} nameOf={nameOf} />,
      };
    case 'RiskAssessed': {
      const { inherent, residual, reason } = event;
      return {
        title: <>{who} scored it anew.</>,
        detail: (
          <>
            <Scores inherent={[before?.inherent, inherent]} residual={[before?.residual, residual]} />
            <Said text={reason} />
          </>
        ),
      };
    }
    case 'RiskTreatmentChosen':
      return {
        title: (
          <>
            {who} chose how it is treated: {riskTreatmentWords[event.treatment].toLowerCase()}.
          </>
        ),
        detail: (
          <>
            <Said text={event.reason} />
            {event.actions.map(({ id, text, owner, dueAt }) => (
              <p key={id} class="quiet">
                {text}: {nameOf(owner).name}, by {dayOf(dueAt, zone)}.
              </p>
            ))}
          </>
        ),
      };
    case 'RiskActionCompleted':
      return {
        title: (
          <>
            {who} did “{actionNamed(event.action)}”.
          </>
        ),
        detail: <Said text={event.note} />,
      };
    case 'RiskActionReminded':
      return {
        title: `A reminder went out${event.overdue ? ', for it is overdue' : ''}: “${actionNamed(event.action)}”.`,
      };
    case 'RiskActionEscalated':
      return {
        title: `Overdue, “${actionNamed(event.action)}” was escalated to ${namedRoles[event.to] ?? event.to}.`,
      };
    case 'RiskAcceptanceSigned':
      return {
        title: (
          <>
            {who} accepted <ScoreFigures score={event.residual} /> ({riskBandWords[event.band].toLowerCase()})
            until {dayOf(event.until, zone)}, by version {event.policyVersion} of the risk policy.
          </>
        ),
        detail: <Said text={event.reason} />,
      };
    case 'RiskAcceptanceReminded':
      return { title: `A reminder went out: the acceptance ends on ${dayOf(event.until, zone)}.` };
    case 'RiskAcceptanceStale':
      return { title: `The acceptance no longer counts: ${staleWords[event.because] ?? event.because}.` };
    case 'RiskAcceptanceLapsed':
      return { title: 'The acceptance ended: its last day has passed.' };
    case 'RiskEscalated':
      return { title: `Nobody had dealt with it in time: it was escalated to ${roleWords[event.to]}.` };
    case 'RiskPolicyAdopted':
      return { title: `Version ${event.policy.version} of the risk policy holds for it.` };
    case 'RiskClosed':
      return { title: <>{who} closed it.</>, detail: <Said text={event.reason} /> };
    case 'RiskReopened':
      return { title: <>{who} reopened it.</>, detail: <Said text={event.reason} /> };
  }
}
