import type { RecordedEvent } from '../../../db/audit.ts';
import { eventOf } from '../../../db/event-store.ts';
import type { PersonName } from '../../../db/directory.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { IdentityEvent, PersonField } from '../../../domain/identity.ts';
import type { Moment } from '../components/document.tsx';
import { listInWords } from '../approval-policy/approval-policy-words.ts';
import { typeInWords } from '../event-words.ts';
import { roleWords } from '../words.ts';

const fieldWords: Record<PersonField, string> = {
  userName: 'user name',
  name: 'name',
  email: 'mail address',
  manager: 'manager',
  team: 'team',
  timeZone: 'time zone',
  externalId: 'id at the identity provider',
};

/** What happened to a person, as they are told it. */
export function historyOf(events: RecordedEvent[], nameOf: (id: PersonId) => PersonName): Moment[] {
  return events.map(({ at, actor, canonical }) => ({
    at,
    title: (
      <>
        {inWords(eventOf(canonical) as IdentityEvent)} <small>by {nameOf(actor).name}</small>
      </>
    ),
  }));
}

function inWords(event: IdentityEvent): string {
  switch (event.type) {
    case 'PersonAdded':
      return 'Joined';
    case 'PersonDeactivated':
      return 'Left';
    case 'PersonReactivated':
      return 'Came back';
    case 'PersonChanged':
      return `Changed: ${listInWords(event.fields.map((field) => fieldWords[field]))}`;
    case 'RoleGranted':
      return `Was given ${roleWords[event.role]}`;
    case 'RoleRevoked':
      return `Lost ${roleWords[event.role]}`;
    default:
      return typeInWords(event.type);
  }
}
