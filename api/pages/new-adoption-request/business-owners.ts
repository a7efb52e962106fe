import { findPerson, type PersonName } from '../../../db/directory.ts';
import { listPeopleInRole } from '../../../db/people-in-role.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { TypedAnswer } from '../../../domain/draft.ts';
import type { Services } from '../../services.ts';

/** Who can be chosen as the business owner, and who is. */
export interface BusinessOwners {
  people: PersonName[];
  /** Whether these are all there are; otherwise those whose names hold what was typed. */
  all: boolean;
  /** The user name, where what was typed means a person; else as it was typed. */
  chosen: string;
  /** The name of the person who is chosen. */
  name: string | undefined;
}

const few = 50;

/** Nobody is the owner of what they ask for. */
export async function businessOwnersFor(
  { db }: Services,
  requester: PersonId,
  typed: TypedAnswer | undefined,
): Promise<BusinessOwners> {
  const reference = typeof typed === 'string' ? typed.trim() : '';
  const person = reference === '' ? undefined : await findPerson(db, reference);
  const others = (people: PersonName[]) => people.filter(({ id }) => id !== requester);
  const everybody = await listPeopleInRole(db, 'business_owner', { limit: few + 1 });
  const all = everybody.length <= few;
  const people = all
    ? everybody
    : await listPeopleInRole(db, 'business_owner', { limit: few, like: person?.name ?? reference });
  return { people: others(people), all, chosen: person?.userName ?? reference, name: person?.name };
}
