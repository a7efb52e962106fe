import type { ComponentChildren } from 'preact';
import type { PersonName } from '../../../db/directory.ts';
import type { AdoptionRequestEvent } from '../../../domain/adoption-request-state.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { type Moment, PersonLabel, Prose } from '../components/document.tsx';
import { roleWords, sectionWords, stateWords } from '../words.ts';

type Naming = (id: PersonId) => PersonName;

/** The audit events of a request, told as what happened. */
export function momentsOf(events: readonly AdoptionRequestEvent[], nameOf: Naming): Moment[] {
  return events.map((event) => ({ at: event.at, ...tell(event, nameOf) }));
}

function tell(
  event: AdoptionRequestEvent,
  nameOf: Naming,
): { title: ComponentChildren; detail?: ComponentChildren } {
  const who = <PersonLabel person={nameOf(event.by)} />;
  switch (event.type) {
    case 'Submitted':
      return { title: <>{who} submitted the request.</> };
    case 'Amended':
      return {
        title: (
          <>
            {who} amended it to revision {event.revision}:{' '}
            {event.changed.map((section) => sectionWords[section].toLowerCase()).join(', ')}.
          </>
        ),
        detail:
          event.reopened.length === 0 ? undefined : (
            <p class="quiet">
              To be signed again: {event.reopened.map(({ role }) => roleWords[role]).join(', ')}.
            </p>
          ),
      };
    case 'ClosedAsProhibited':
      return { title: 'Closed: what it asks for is prohibited.' };
    case 'Reopened':
      return { title: <>{who} reopened it.</>, detail: <Said text={event.justification} /> };
    case 'ReopeningLapsed':
      return { title: 'The time in which it could be reopened ended.' };
    case 'SignedOff':
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
    case 'Reminded':
      return {
        title: `${roleWords[event.role]} was reminded${event.overdue ? ': the sign-off is overdue' : ''}.`,
      };
    case 'Escalated':
      return {
        title: `${roleWords[event.role]} was escalated to ${roleWords[event.to]}${event.because === 'owner_left' ? ', for the business owner has left' : ''}.`,
      };
    case 'Decided':
      return { title: <strong>{stateWords[event.record.outcome]}.</strong> };
    case 'Withdrawn':
      return { title: <>{who} withdrew it.</>, detail: <Said text={event.reason} /> };
    case 'Expired':
      return { title: 'It expired undecided.' };
  }
}

export const signedWords = {
  approve: 'approved',
  approve_with_conditions: 'approved with conditions',
  reject: 'rejected',
  request_changes: 'asked for changes',
};

/** Somebody's own words. */
export function Said({ text }: { text: string }) {
  return text.trim() === '' ? null : (
    <div class="said">
      <Prose text={text} />
    </div>
  );
}
