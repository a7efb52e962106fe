import { listDelegations } from '../db/delegation.ts';
import { namesOf, type PersonName } from '../db/directory.ts';
import type { Delegation } from '../domain/delegation.ts';
import type { PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { Services } from './services.ts';

export type NamedDelegation = Omit<Delegation, 'from' | 'to'> & { from: PersonName; to: PersonName };

const overseers: Role[] = ['compliance_manager', 'auditor', 'administrator'];

/** Who sees the delegations of everybody, and not their own alone. */
export function seesAllDelegations({ roles }: { roles: readonly Role[] }): boolean {
  return roles.some((role) => overseers.includes(role));
}

/** Delegations from and to the person, or everyone's: the latest to end first. */
export async function delegationsOf(services: Services, person?: PersonId): Promise<NamedDelegation[]> {
  return withNames(services, await listDelegations(services.db, person));
}

export async function withNames({ db }: Services, delegations: Delegation[]): Promise<NamedDelegation[]> {
  const nameOf = await namesOf(
    db,
    delegations.flatMap(({ from, to }) => [from, to]),
  );
  return delegations.map((item) => ({ ...item, from: nameOf(item.from), to: nameOf(item.to) }));
}
