import { namesOf, type PersonName } from '../db/directory.ts';
import type { Audience } from '../domain/audience.ts';
import { personNamed } from './prepare-revision.ts';
import type { Services } from './services.ts';

/** An audience with the people that it names as ids. Throws a Problem that names the one who is nobody. */
export async function audienceNamed(services: Services, said: Audience, pointer: string): Promise<Audience> {
  const people = await Promise.all(
    said.people.map((reference, index) => personNamed(services, reference, `${pointer}/people/${index}`)),
  );
  return { ...said, people };
}

export type NamedAudience = Omit<Audience, 'people'> & { people: PersonName[] };

/** Audiences as the API shows them: with the names of people. */
export async function representAudiences(
  { db }: Pick<Services, 'db'>,
  audiences: readonly Audience[],
): Promise<(audience: Audience) => NamedAudience> {
  const nameOf = await namesOf(
    db,
    audiences.flatMap(({ people }) => people),
  );
  return (audience) => ({ ...audience, people: audience.people.map(nameOf) });
}
