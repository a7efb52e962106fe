import type { AdoptionRequestContent } from '../domain/adoption-request-content.ts';
import type { AdoptionRequestEvent, DecisionRecord } from '../domain/adoption-request-state.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { VendorDetails } from '../domain/vendor-state.ts';
import { isCurrentFor } from '../domain/vendor-time.ts';
import { policyInForce } from './approval-policy.ts';
import { openedByApproval } from './ai-system-opening.ts';
import { conditionActions } from './condition-action.ts';
import type { DatabaseTransaction } from './database.ts';
import { endProposedRisks, identifyProposedRisks } from './proposed-risk.ts';
import { linkedRisks } from './risk-link.ts';
import type { Consequence } from './consequence.ts';
import { vendorPolicyInForce } from './vendor-policy.ts';

/** What follows from a request's events for vendors, risks and actions. */
export async function consequencesOfAdoptionRequest(
  trx: DatabaseTransaction,
  id: string,
  event: AdoptionRequestEvent,
): Promise<Consequence[]> {
  switch (event.type) {
    case 'Submitted':
      return [
        ...(await vendorReview(trx, event)),
        ...(await identifyProposedRisks(trx, await requestOf(trx, id))),
      ];
    case 'Amended':
      return [
        ...(await vendorReview(trx, event)),
        ...(await unsettledRisks(trx, id, event.content)),
        ...(await identifyProposedRisks(trx, await requestOf(trx, id))),
      ];
    case 'Reopened':
      return identifyProposedRisks(trx, await requestOf(trx, id));
    case 'Decided':
      return event.record.outcome === 'rejected'
        ? endProposedRisks(trx, await requestOf(trx, id), 'Its request was rejected.')
        : [...(await conditionsOf(trx, id, event.record)), ...(await openedByApproval(trx, id, event.at))];
    case 'Withdrawn':
      return endProposedRisks(trx, await requestOf(trx, id), 'Its request was withdrawn.');
    case 'Expired':
      return endProposedRisks(trx, await requestOf(trx, id), 'Its request expired.');
    case 'ClosedAsProhibited':
      return endProposedRisks(trx, await requestOf(trx, id), 'Its request was closed as prohibited.');
    default:
      return [];
  }
}

async function requestOf(trx: DatabaseTransaction, id: string) {
  const { detail } = await trx
    .selectFrom('adoption_request')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, content: detail.content, tier: detail.tier };
}

/** Risks that were accepted with the request or its system in mind. */
async function unsettledRisks(
  trx: DatabaseTransaction,
  id: string,
  { system }: AdoptionRequestContent,
): Promise<Consequence[]> {
  const ofRequest = await linkedRisks(trx, 'adoption-request', id);
  const ofSystem = await linkedRisks(trx, 'system', system.name);
  return [...new Set([...ofRequest, ...ofSystem])].map((risk) => ({
    stream: `risk/${risk}`,
    command: { type: 'affectedChanged', what: `adoption-request/${id}` },
  }));
}

/**
 * A vendor that nobody has named before comes into the register with the request. A review in progress is joined and a
 * current one reused; one that was rejected stays so until its owner starts anew.
 */
async function vendorReview(
  trx: DatabaseTransaction,
  { content, by, at }: { content: AdoptionRequestContent; by: PersonId; at: Instant },
): Promise<Consequence[]> {
  const { system, data } = content;
  if (system.vendor === undefined) return [];
  const row = await trx
    .selectFrom('vendor')
    .select('detail')
    .where('id', '=', system.vendor)
    .executeTakeFirst();
  const known = row?.detail;
  if (known !== undefined && isCurrentFor(known, data.classes, at)) return [];
  if (known?.state === 'off_boarded') return [];
  if (known?.state === 'rejected' && known.assessment === null) return [];
  const reason = known?.review == null ? 'first' : known.state === 'lapsed' ? 'cycle' : 'new_data_class';
  const stream = `vendor/${system.vendor}`;
  return [
    ...(known === undefined ? [{ stream, command: await registrationOf(trx, content, by) }] : []),
    { stream, command: { type: 'assess', by, reason, dataClasses: data.classes } },
  ];
}

async function registrationOf(
  trx: DatabaseTransaction,
  { system, businessOwner }: AdoptionRequestContent,
  by: PersonId,
) {
  const { version, hash, rules } = await vendorPolicyInForce(trx);
  const policy = { version, hash, rules };
  const details: VendorDetails = {
    name: system.provider,
    website: '',
    services: system.name,
    criticality: 'standard',
    owner: businessOwner,
  };
  return { type: 'register', by, details, policy };
}

async function conditionsOf(
  trx: DatabaseTransaction,
  id: string,
  { outcome, signOffs, decidedAt, revision }: DecisionRecord,
): Promise<Consequence[]> {
  const conditions = signOffs.flatMap(({ by, conditions: set }) =>
    set.map((condition) => ({ ...condition, by })),
  );
  if (outcome === 'rejected' || conditions.length === 0) return [];
  const { timeZone } = (await policyInForce(trx)).rules.calendar;
  return conditionActions(`adoption-request/${id}`, revision, conditions, decidedAt, timeZone);
}
