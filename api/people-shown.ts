import type { PersonId } from '../domain/decider.ts';
import type { Policy } from '../domain/policy-state.ts';
import type { Caller } from './route.ts';

export const overseers = ['compliance_manager', 'auditor', 'administrator'] as const;

/** Whether somebody oversees what people have agreed to and learnt, whoever they are. */
export function oversees(caller: Caller): boolean {
  return caller.kind === 'person' && overseers.some((role) => caller.person.roles.includes(role));
}

/**
 * Whose people a list about people is to show: those of this manager, or everybody (undefined) to whoever oversees them,
 * to `owner`, who answers for what they are asked, and to programs with a token to read.
 */
export function whoseManager(caller: Caller, owner?: PersonId): PersonId | undefined {
  if (caller.kind !== 'person' || oversees(caller) || caller.person.id === owner) return undefined;
  return caller.person.id;
}

/** Whether a list of who has agreed to a policy shows everybody, and not the people of this manager alone. */
export function seesEverybody(caller: Caller, { details }: Pick<Policy, 'details'>): boolean {
  return whoseManager(caller, details.owner) === undefined;
}
