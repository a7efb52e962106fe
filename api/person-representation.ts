import { findPerson, namesOf, type PersonName } from '../db/directory.ts';
import type { Person } from '../db/identity.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** People as the API shows them: with their managers by name. */
export async function representPeople(
  { db }: Pick<Services, 'db'>,
  people: readonly Person[],
): Promise<(Omit<Person, 'manager'> & { manager: PersonName | null })[]> {
  const nameOf = await namesOf(
    db,
    people.flatMap(({ manager }) => manager ?? []),
  );
  return people.map(({ manager, ...person }) => ({
    ...person,
    manager: manager === null ? null : nameOf(manager),
  }));
}

/** Throws a Problem when nobody is meant. */
export async function knownPerson({ db }: Pick<Services, 'db'>, idOrUserName: string): Promise<Person> {
  const found = await findPerson(db, idOrUserName);
  if (found === undefined) throw new Problem('not_found', 'There is no such person.');
  return found;
}
