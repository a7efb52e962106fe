import type { Database } from '../db/database.ts';
import { namesOf, type PersonName } from '../db/directory.ts';
import type { RecordedRequest } from '../db/adoption-request.ts';
import type { AdoptionRequest } from '../domain/adoption-request-state.ts';
import type { SignOff, SignOffDecision } from '../domain/sign-off.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { vendorBehind } from './vendor-behind.ts';

type Naming = (id: PersonId) => PersonName;

const stateAfter: Record<SignOffDecision, string> = {
  approve: 'approved',
  approve_with_conditions: 'approved_with_conditions',
  reject: 'rejected',
  request_changes: 'changes_requested',
};

/** A request as the API shows it at `at`; people get their names back from the directory. */
export async function representationOf(db: Database, { id, request }: RecordedRequest, at: Instant) {
  const [nameOf, vendor] = await Promise.all([
    namesOf(db, peopleOf(request)),
    vendorBehind(db, request.content, at),
  ]);
  const { content, triage, policy, reopening, withdrawal } = request;
  return {
    ...content,
    id,
    state: request.state,
    revision: request.revision,
    revisionHash: request.revisionHash,
    tier: request.tier,
    reasons: triage.reasons,
    triageCatalogue: triage.catalogue,
    requester: nameOf(request.requester),
    businessOwner: nameOf(content.businessOwner),
    submittedAt: request.submittedAt,
    expiresAt: request.expiresAt,
    reopenable: request.reopenable,
    policy: { version: policy.version, hash: policy.hash },
    signOffs: request.signOffs.map((signOff) => signOffRepresentation(signOff, nameOf)),
    decision: request.decision,
    reopening: reopening && { ...reopening, by: nameOf(reopening.by) },
    withdrawal: withdrawal && { ...withdrawal, by: nameOf(withdrawal.by) },
    vendor,
  };
}

export function signOffRepresentation(signOff: SignOff, nameOf: Naming) {
  const { role, dueAt, escalateTo, escalatedAt, remindersSent, made } = signOff;
  const clock = { dueAt, escalateTo, escalatedAt, remindersSent };
  if (made === null) return { role, state: 'pending', ...clock };
  const { by, capacity, at, revision, comment, conditions } = made;
  return {
    role,
    state: stateAfter[made.decision],
    ...clock,
    by: nameOf(by),
    ...(capacity.kind === 'delegate' ? { onBehalfOf: nameOf(capacity.of) } : {}),
    capacity,
    at,
    revision,
    comment,
    conditions: conditions.map((condition) => ({ ...condition, owner: nameOf(condition.owner) })),
  };
}

export function peopleOf(request: AdoptionRequest): PersonId[] {
  const { requester, content, signOffs, reopening, withdrawal } = request;
  const signing = signOffs.flatMap(({ made }) =>
    made === null
      ? []
      : [
          made.by,
          ...(made.capacity.kind === 'delegate' ? [made.capacity.of] : []),
          ...made.conditions.map(({ owner }) => owner),
        ],
  );
  const others = [reopening?.by, withdrawal?.by].filter((id) => id !== undefined);
  return [requester, content.businessOwner, ...signing, ...others];
}

/** The entity tag names the revision of what is asked: a colleague's sign-off does not change it. */
export function etagOf({ revision }: { revision: number }): string {
  return `"${revision}"`;
}
