import type { PersonId } from '../domain/decider.ts';

export interface DepartureInput {
  person: PersonId;
}

/** `departure` tells one leaving of a person from another: somebody can come back and leave again. */
export function departureId(person: PersonId, departure: number): string {
  return `departure/${person}/${departure}`;
}
