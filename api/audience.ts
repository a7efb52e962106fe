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
