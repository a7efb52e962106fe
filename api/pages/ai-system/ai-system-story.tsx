import type { ComponentChildren } from 'preact';
import type { PersonName } from '../../../db/directory.ts';
import type { AiSystemEvent } from '../../../domain/ai-system-state.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { Said, signedWords } from '../adoption-request/adoption-request-story.tsx';
import { type Moment, PersonLabel } from '../components/document.tsx';
import { counted } from '../components/time.tsx';
import { inSentence } from '../policy/policy-words.ts';
import { competenceWords } from '../training/training-words.ts';
import { listInWords } from '../approval-policy/approval-policy-words.ts';
import { roleWords } from '../words.ts';
import { suspensionReasonWords, systemChangeWords } from './ai-system-words.ts';

type Naming = (id: PersonId) => PersonName;
type Told = { title: ComponentChildren; detail?: ComponentChildren };

/** The audit events of an AI system, told as what happened. */
export function momentsOf(events: readonly AiSystemEvent[], nameOf: Naming): Moment[] {
  return events.map((event) => ({ at: event.at, ...tell(event, nameOf) }));
}

function tell(event: AiSystemEvent, nameOf: Naming): Told {
  const who = <PersonLabel person={nameOf(event.by)} />;
  switch (event.type) {
    case 'AiSystemOpened':
      return { title: <strong>It was approved.</strong>, detail: <ByRequest request={event.request} /> };
    case 'AiSystemAmended':
      return {
        title: <strong>A change of its scope was approved.</strong>,
        detail: <ByRequest request={event.request} />,
      };
    case 'AiSystemWentLive':
      return { title: <>{who} took it into use.</> };
    case 'AiSystemSuspended':
      return {
        title: (
          <>
            <strong>It was suspended</strong> by {who}: {suspensionReasonWords[event.reason]}.
          </>
        ),
        detail: <Said text={event.note} />,
      };
    case 'AiSystemResumed':
      return { title: <>{who} let it go on.</>, detail: <Said text={event.note} /> };
    case 'AiSystemReviewed':
      return { title: <>{who} reviewed it.</>, detail: <Said text={event.note} /> };
    case 'BoundariesSet':
      return {
        title: (
          <>
            {who} set{' '}
            {event.boundaries.length === 0
              ? 'no boundaries any more'
              : counted(event.boundaries.length, 'boundary', 'boundaries')}
            .
          </>
        ),
      };
    case 'TrainingRequired':
      return {
        title:
          event.training.length === 0 ? (
            <>{who} asked for no training any more.</>
          ) : (
            <>
              {who} asked for training: {listInWords(event.training.map(competenceWords))}.
            </>
          ),
      };
    case 'AiSystemHandedOver':
      return {
        title: (
          <>
            {who} handed it over to <PersonLabel person={nameOf(event.owner)} />.
          </>
        ),
      };
    case 'AiSystemDecommissioned':
      return {
        title: (
          <>
            {who} <strong>decommissioned</strong> it.
          </>
        ),
        detail: <Said text={event.reason} />,
      };
    case 'AiSystemReviewReminded':
      return { title: 'Its owner was reminded of its review.' };
    case 'AiSystemReviewOverdue':
      return { title: `Its review was overdue; ${roleWords[event.to]} was told.` };
    case 'AiSystemChangeDeclared':
    case 'AiSystemSignedOff':
    case 'AiSystemSignOffReminded':
    case 'AiSystemSignOffEscalated':
      return toldOfChange(event, nameOf);
    default:
      return toldOfUser(event, nameOf);
  }
}

function ByRequest({ request }: { request: string }) {
  return (
    <p>
      <a href={`/adoption-requests/${request}`}>The request</a>
    </p>
  );
}

type EventOf<Type extends AiSystemEvent['type']> = Extract<AiSystemEvent, { type: Type }>;

function toldOfChange(
  event: EventOf<
    'AiSystemChangeDeclared' | 'AiSystemSignedOff' | 'AiSystemSignOffReminded' | 'AiSystemSignOffEscalated'
  >,
  nameOf: Naming,
): Told {
  const who = <PersonLabel person={nameOf(event.by)} />;
  switch (event.type) {
    case 'AiSystemChangeDeclared':
      return {
        title: (
          <>
            {who} declared change {event.number}: {inSentence(systemChangeWords[event.change])}.
          </>
        ),
        detail: <Said text={event.note} />,
      };
    case 'AiSystemSignedOff':
      return {
        title: (
          <>
            {who} {signedWords[event.decision]} change {event.change} for {roleWords[event.role]}
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
    case 'AiSystemSignOffReminded':
      return {
        title: `${roleWords[event.role]} was reminded of change ${event.change}${event.overdue ? ': the sign-off is overdue' : ''}.`,
      };
    case 'AiSystemSignOffEscalated':
      return {
        title: `Change ${event.change} was escalated from ${roleWords[event.role]} to ${roleWords[event.to]}.`,
      };
  }
}

function toldOfUser(
  event: EventOf<'JoiningAsked' | 'JoiningEscalated' | 'UserAdmitted' | 'JoiningDeclined' | 'UserRemoved'>,
  nameOf: Naming,
): Told {
  const who = <PersonLabel person={nameOf(event.by)} />;
  switch (event.type) {
    case 'JoiningAsked':
      return { title: <>{who} asked to use it.</>, detail: <Said text={event.reason} /> };
    case 'JoiningEscalated':
      return { title: `Its owner had not answered who may join; ${roleWords[event.to]} was told.` };
    case 'UserAdmitted':
      return {
        title: (
          <>
            {who} let <PersonLabel person={nameOf(event.person)} /> use it.
          </>
        ),
        detail: <Said text={event.note} />,
      };
    case 'JoiningDeclined':
      return {
        title: (
          <>
            {who} did not let <PersonLabel person={nameOf(event.person)} /> use it.
          </>
        ),
        detail: <Said text={event.note} />,
      };
    case 'UserRemoved':
      return {
        title: (
          <>
            {who} took back that <PersonLabel person={nameOf(event.person)} /> may use it.
          </>
        ),
        detail: <Said text={event.reason} />,
      };
  }
}
