import { type Acknowledgement, lastAcknowledgement } from '../../../db/acknowledgement.ts';
import { type AskedFor, askedIn, type CampaignCount, countCampaign } from '../../../db/assignment-list.ts';
import { namesOf, type PersonName } from '../../../db/directory.ts';
import { findDuty } from '../../../db/duty.ts';
import { readEvents } from '../../../db/event-store.ts';
import { policyTextOf } from '../../../db/policy-text.ts';
import { policyVersions } from '../../../db/policy-version.ts';
import { findPolicy, policyStream } from '../../../db/policy.ts';
import type { Recorded } from '../../../db/process.ts';
import type { Instant, PersonId } from '../../../domain/decider.ts';
import { policyDutyId } from '../../../domain/duty-catalogue.ts';
import type { Actor, Capacity } from '../../../domain/identity.ts';
import type { Policy, PolicyEvent, PolicyVersion } from '../../../domain/policy-state.ts';
import type { PolicyText } from '../../../domain/policy-text.ts';
import { versionInForce, waitingFor } from '../../../domain/policy-time.ts';
import { capacityToSignPolicy } from '../../../domain/policy.ts';
import type { SignOff } from '../../../domain/sign-off.ts';
import { comparePolicyTexts, type PolicyComparison } from '../../policy-comparison.ts';
import { approversOf, peopleOf } from '../../policy-representation.ts';
import { Problem } from '../../problem.ts';
import type { Services } from '../../services.ts';

/** A policy with all that its page tells. */
export interface PolicyReading {
  id: string;
  policy: Policy;
  inForce: { version: PolicyVersion; text: PolicyText } | undefined;
  /** What the reader has to do with it. */
  reader: PolicyReader;
  count: CampaignCount;
  /** When its cycle has it reviewed next; null where that is paused, or it is retired. */
  nextReviewAt: Instant | null;
  events: PolicyEvent[];
  nameOf: (id: PersonId) => PersonName;
}

export interface PolicyReader {
  asked: AskedFor | undefined;
  /** The version that they acknowledged last. */
  last: Acknowledgement | undefined;
  /** What has changed since that one; undefined where it is the one in force, or there is none. */
  since: PolicyComparison | undefined;
}

/** Undefined where the register has no such policy, or none yet. */
export async function readPolicy(
  services: Services,
  id: string,
  person: PersonId,
): Promise<PolicyReading | undefined> {
  const { db } = services;
  const recorded = await findPolicy(db, id);
  if (recorded === undefined) return undefined;
  const { state: policy } = recorded;
  const version = versionInForce(policy);
  const text = version && (await policyTextOf(db, version.hash));
  const inForce = version && text && { version, text };
  const [reader, count, events, duty] = await Promise.all([
    readReader(services, id, person, inForce),
    countCampaign(db, id),
    readEvents<PolicyEvent>(db, policyStream(id)),
    findDuty(db, policyDutyId(id)),
  ]);
  const nameOf = await namesOf(db, [
    ...peopleOf(policy),
    ...policy.versions.flatMap(({ author, approvals }) => [author, ...approversOf(approvals)]),
    ...events.flatMap(peopleIn),
  ]);
  return { id, policy, inForce, reader, count, nextReviewAt: duty?.state.nextAt ?? null, events, nameOf };
}

async function readReader(
  { db }: Services,
  id: string,
  person: PersonId,
  inForce: PolicyReading['inForce'],
): Promise<PolicyReader> {
  const [asked, last] = await Promise.all([askedIn(db, id, person), lastAcknowledgement(db, id, person)]);
  if (last === undefined || inForce === undefined || last.hash === inForce.version.hash) {
    return { asked, last, since: undefined };
  }
  const since = comparePolicyTexts(await policyTextOf(db, last.hash), inForce.text);
  return { asked, last, since };
}

/** The policy alone, for a page about a part of it. Throws a Problem where the register has none. */
export async function readPolicyFor({ db }: Services, id: string): Promise<Recorded<Policy>> {
  const recorded = await findPolicy(db, id);
  if (recorded === undefined) throw new Problem('not_found', 'There is no such policy.');
  return recorded;
}

/** The text of a version, from being handed in on. Throws a Problem where there is none of this number. */
export async function readTextOf({ db }: Services, id: string, number: number): Promise<PolicyText> {
  const found = (await policyVersions(db, id)).find(({ version }) => version === number);
  if (found === undefined) throw new Problem('not_found', 'This policy has no such version.');
  return policyTextOf(db, found.hash);
}

function peopleIn(event: PolicyEvent): PersonId[] {
  switch (event.type) {
    case 'PolicySignedOff':
      return event.capacity.kind === 'delegate' ? [event.by, event.capacity.of] : [event.by];
    case 'PolicyChanged':
      return [event.by, event.details.owner];
    default:
      return [event.by];
  }
}

/** What the actor can sign of the review, and in which capacity, by the same rule that decides on it. */
export function openPolicySignOffs(policy: Policy, actor: Actor): { signOff: SignOff; capacity: Capacity }[] {
  const { review } = policy;
  if (review === null) return [];
  return waitingFor(policy).flatMap((signOff) => {
    const capacity = capacityToSignPolicy(policy, review, signOff, actor);
    return 'code' in capacity ? [] : [{ signOff, capacity }];
  });
}

/** Why the actor cannot sign although they hold a role that is waited for. */
export function barredFromPolicy(policy: Policy, actor: Actor): string | undefined {
  const { review } = policy;
  if (review === null || openPolicySignOffs(policy, actor).length > 0) return undefined;
  const barred = waitingFor(policy)
    .map((signOff) => capacityToSignPolicy(policy, review, signOff, actor))
    .find((refusal) => 'code' in refusal && refusal.code === 'segregation_of_duties');
  return barred !== undefined && 'code' in barred ? barred.detail : undefined;
}
