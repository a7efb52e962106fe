import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';
import type { Recorded } from '../db/process.ts';
import { auditStandingOf } from '../db/usage-audit.ts';
import type { AiSystem } from '../domain/ai-system-state.ts';
import type { PersonId } from '../domain/decider.ts';
import { signatories } from '../domain/sign-off.ts';
import { signOffRepresentation } from './adoption-request-representation.ts';

/** An AI system as the API shows it; people get their names. */
export async function aiSystemRepresentation(db: Database, { id, state: system }: Recorded<AiSystem>) {
  const [nameOf, usageAudit] = await Promise.all([namesOf(db, peopleOf(system)), auditStandingOf(db, id)]);
  const { scope, suspension, changes, joinings, decommissioned } = system;
  return {
    id,
    state: system.state,
    name: system.name,
    title: system.title,
    provider: system.provider,
    model: system.model,
    tier: system.tier,
    owner: nameOf(system.owner),
    vendor: system.vendor,
    requests: system.requests,
    currency: system.currency,
    scope: { ...scope, users: { ...scope.users, people: scope.users.people.map(nameOf) } },
    boundaries: system.boundaries,
    training: system.training,
    openedAt: system.openedAt,
    liveSince: system.liveSince,
    suspension: suspension && { ...suspension, by: nameOf(suspension.by) },
    review: {
      everyMonths: system.reviewMonths,
      nextAt: system.nextReviewAt,
      overdueSince: system.reviewOverdueAt,
      suspendedWithoutAt: system.reviewLapsesAt,
    },
    usageAudit,
    changes: changes.map(({ signOffs, ...change }) => ({
      ...change,
      by: nameOf(change.by),
      signOffs: signOffs.map((signOff) => signOffRepresentation(signOff, nameOf)),
    })),
    joinings: joinings.map((joining) => ({ ...joining, person: nameOf(joining.person) })),
    decommissioned: decommissioned && { ...decommissioned, by: nameOf(decommissioned.by) },
  };
}

/** Everybody whom it names. */
export function peopleOf({
  owner,
  scope,
  suspension,
  changes,
  joinings,
  decommissioned,
}: AiSystem): PersonId[] {
  return [
    owner,
    ...scope.users.people,
    ...(suspension === null ? [] : [suspension.by]),
    ...changes.flatMap(({ by, signOffs }) => [by, ...signOffs.flatMap(signatories)]),
    ...joinings.map(({ person }) => person),
    ...(decommissioned === null ? [] : [decommissioned.by]),
  ];
}
