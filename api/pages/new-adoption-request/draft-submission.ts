import { findAdoptionRequest } from '../../../db/adoption-request.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { adoptionRequestProcess } from '../../adoption-request-process.ts';
import { readUnrecorded } from '../../process-answer.ts';
import { commandIdOf } from '../../command-id.ts';
import { Problem } from '../../problem.ts';
import { submitAdoptionRequest } from '../../routes/adoption-request.ts';
import type { Services } from '../../services.ts';

/** The request that comes of a draft: the draft's id is the key under which it is submitted, so there is one at most. */
export function requestIdOf(person: PersonId, draft: string): string {
  return commandIdOf(person, `POST ${submitAdoptionRequest.path}`, draft, null).id;
}

/** The id of the request that has been submitted from this draft of the person's; undefined where there is none. */
export async function submittedFrom(
  services: Services,
  person: PersonId,
  draft: string,
): Promise<string | undefined> {
  const id = requestIdOf(person, draft);
  if ((await findAdoptionRequest(services.db, id)) !== undefined) return id;
  try {
    await readUnrecorded(services, adoptionRequestProcess, id);
    return id;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}
