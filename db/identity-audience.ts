import type { PersonId } from '../domain/decider.ts';
import type { IdentityEvent } from '../domain/identity.ts';
import { alignPeople } from './campaign-alignment.ts';
import type { DatabaseTransaction } from './database.ts';

/** Joiners, movers and leavers are asked at once for what their roles and teams call for, and no more for what they do not. */
export async function alignAudiences(
  trx: DatabaseTransaction,
  events: readonly IdentityEvent[],
): Promise<void> {
  const moved = new Set(events.flatMap(movedBy));
  const at = events.at(-1)?.at;
  if (at !== undefined) await alignPeople(trx, [...moved], at);
}

function movedBy(event: IdentityEvent): PersonId[] {
  switch (event.type) {
    case 'PersonAdded':
    case 'PersonDeactivated':
    case 'PersonReactivated':
    case 'RoleGranted':
    case 'RoleRevoked':
      return [event.person];
    case 'PersonChanged':
      return event.fields.includes('team') ? [event.person] : [];
    default:
      return [];
  }
}
