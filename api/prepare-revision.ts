import { findPerson } from '../db/directory.ts';
import { hashOf } from '../db/canonical.ts';
import { tierInForce } from '../domain/adoption-request.ts';
import type { AdoptionRequestContent } from '../domain/adoption-request-content.ts';
import type { PreparedRevision, Reopening } from '../domain/adoption-request-state.ts';
import { planApproval } from '../domain/approval-plan.ts';
import type { PolicyInForce } from '../domain/approval-policy.ts';
import type { Role } from '../domain/identity.ts';
import { triageCatalogue } from '../domain/triage-catalogue.ts';
import { triage } from '../domain/triage.ts';
import type { PersonId } from '../domain/decider.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/**
 * Everything about a revision that is worked out once, at the door: its triage, and absolute instants for every clock.
 * The workflow is given the result, so neither a new catalogue nor new time-zone data can change a request in flight.
 */
export function prepareRevision(
  content: AdoptionRequestContent,
  policy: PolicyInForce,
  reopening: Reopening | null,
  at: string,
): PreparedRevision {
  const triaged = triage(content, triageCatalogue);
  const plan = planApproval(policy.rules, tierInForce(triaged, reopening), at);
  return { content, revisionHash: hashOf(content), triage: triaged, plan };
}

/** The person that a reference in a body means. Throws a Problem that names the field. */
export async function personNamed(
  { db }: Services,
  reference: string,
  pointer: string,
  role?: Role,
): Promise<PersonId> {
  const person = await findPerson(db, reference);
  const fault =
    person === undefined
      ? 'Nobody of this id or user name is in the directory.'
      : !person.active
        ? 'This person has left.'
        : role !== 'external_auditor' && person.roles.includes('external_auditor')
          ? 'An external auditor owns and decides nothing here.'
          : role !== undefined && !person.roles.includes(role)
            ? `This person does not hold the role ${role}.`
            : undefined;
  if (person === undefined || fault !== undefined) {
    const detail = fault ?? 'unknown';
    throw new Problem('invalid', `${pointer} names nobody who can be meant.`, {
      errors: [{ pointer, detail }],
    });
  }
  return person.id;
}
