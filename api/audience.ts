import type { z } from 'zod';
import { namesOf, type PersonName } from '../db/directory.ts';
import type { Audience } from '../domain/audience.ts';
import { personNamed } from './prepare-revision.ts';
import type { audience } from './schemas/audience.ts';
import type { Services } from './services.ts';

/** The audience that a body names. Throws a Problem that names the field, at `pointer`, where somebody is not known. */
export async function audienceNamed(
  services: Services,
  { people, ...rest }: z.output<typeof audience>,
  pointer: string,
): Promise<Audience> {
  const named = people.map((person, index) => personNamed(services, person, `${pointer}/people/${index}`));
  return { ...rest, people: [...new Set(await Promise.all(named))] };
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
