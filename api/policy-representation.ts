import type { Database } from '../db/database.ts';
import { namesOf, type PersonName } from '../db/directory.ts';
import type { ListedPolicyVersion } from '../db/policy-version.ts';
import type { Recorded } from '../db/process.ts';
import type { PersonId } from '../domain/decider.ts';
import type { Policy, PolicyApproval, PolicyReview } from '../domain/policy-state.ts';
import { versionInForce, versionToAcknowledge } from '../domain/policy-time.ts';
import { signatories } from '../domain/sign-off.ts';
import { signOffRepresentation } from './adoption-request-representation.ts';

type Naming = (id: PersonId) => PersonName;

/** A policy as the API shows it; people get their names. */
export async function policyRepresentation(db: Database, { id, state: policy }: Recorded<Policy>) {
  const { details, review, waiting, campaign, retired } = policy;
  const nameOf = await namesOf(db, peopleOf(policy));
  const inForce = versionInForce(policy);
  return {
    id,
    state: policy.state,
    ...details,
    owner: nameOf(details.owner),
    audience: { ...details.audience, people: details.audience.people.map(nameOf) },
    createdAt: policy.createdAt,
    createdBy: nameOf(policy.createdBy),
    inForce: inForce === undefined ? null : inForceRepresentation(inForce),
    acknowledgeVersion: versionToAcknowledge(policy) ?? null,
    review: review && reviewRepresentation(review, nameOf),
    waiting,
    campaign: campaign && {
      version: campaign.version,
      startedAt: campaign.startedAt,
      dueAt: campaign.dueAt,
    },
    retired: retired && { ...retired, by: nameOf(retired.by) },
  };
}

function inForceRepresentation({ version, hash, publishedAt }: Policy['versions'][number]) {
  return { version, hash, publishedAt };
}

function reviewRepresentation(review: PolicyReview, nameOf: Naming) {
  const { number, reason, note, occasion, phase, startedAt, dueAt, escalatedAt, submission } = review;
  return {
    number,
    reason,
    note,
    occasion,
    phase,
    startedAt,
    dueAt,
    escalatedAt,
    submission: submission && { ...submission, author: nameOf(submission.author) },
    signOffs: review.signOffs.map((signOff) => signOffRepresentation(signOff, nameOf)),
  };
}

export function peopleOf({ details, createdBy, review, retired }: Policy): PersonId[] {
  const submission = review?.submission ?? null;
  return [
    details.owner,
    createdBy,
    ...details.audience.people,
    ...(review?.signOffs.flatMap(signatories) ?? []),
    ...(submission === null ? [] : [submission.author]),
    ...(retired === null ? [] : [retired.by]),
  ];
}

export function versionRepresentation({ author, ...version }: ListedPolicyVersion, nameOf: Naming) {
  return { ...version, author: nameOf(author) };
}

/** Who approved a version: the one who signed, and in whose place. */
export function approvalRepresentation({ role, by, at, capacity }: PolicyApproval, nameOf: Naming) {
  const of = capacity.kind === 'delegate' ? { onBehalfOf: nameOf(capacity.of) } : {};
  return { role, by: nameOf(by), at, ...of };
}

export function approversOf(approvals: readonly PolicyApproval[]): PersonId[] {
  return approvals.flatMap(({ by, capacity }) => [
    by,
    ...(capacity.kind === 'delegate' ? [capacity.of] : []),
  ]);
}
