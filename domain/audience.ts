import type { PersonId } from './decider.ts';
import type { Role } from './identity.ts';

/** Whom something is for: everybody in the directory, or else whoever holds a role, is in a team or is named here. */
export interface Audience {
  everyone: boolean;
  roles: Role[];
  teams: string[];
  people: PersonId[];
}

export const everyone: Audience = { everyone: true, roles: [], teams: [], people: [] };

/** Whether the audience is nobody, whoever may join. */
export function isNobody({ everyone: all, roles, teams, people }: Audience): boolean {
  return !all && roles.length === 0 && teams.length === 0 && people.length === 0;
}
