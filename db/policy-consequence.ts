import { type AssignmentTerms, defaultTerms } from '../domain/assignment.ts';
import { daysAfter } from '../domain/days.ts';
import type { PolicyDetails, PolicyEvent } from '../domain/policy-state.ts';
import { sameValue } from '../domain/same-value.ts';
import { endCampaign, findCampaign, openCampaign } from './campaign.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { findPolicy } from './policy.ts';

/** What follows from a policy's events for those who are to acknowledge it. */
export async function consequencesOfPolicy(
  trx: DatabaseTransaction,
  id: string,
  event: PolicyEvent,
): Promise<Consequence[]> {
  const { by, at } = event;
  if (event.type === 'PolicyPublished' && event.campaignDueAt !== null) {
    const details = await detailsOf(trx, id);
    const opened = daysAfter(event.campaignDueAt, -details.acknowledgeDays);
    await openCampaign(trx, id, openingOf(event.version, details), by, opened);
  }
  if (event.type === 'PolicyChanged') await changeCampaign(trx, id, event);
  if (event.type === 'PolicyRetired') await endCampaign(trx, id, by, at);
  return [];
}

async function changeCampaign(
  trx: DatabaseTransaction,
  id: string,
  { by, at, details }: Extract<PolicyEvent, { type: 'PolicyChanged' }>,
): Promise<void> {
  const campaign = await findCampaign(trx, id);
  if (campaign === undefined || campaign.endedAt !== null) return;
  const opening = openingOf(campaign.version, details);
  const { audience, terms } = campaign;
  if (sameValue(audience, opening.audience) && sameValue(terms, opening.terms)) return;
  await openCampaign(trx, id, opening, by, at);
}

function openingOf(version: number, { audience, acknowledgeDays }: PolicyDetails) {
  const terms: AssignmentTerms = { ...defaultTerms, dueDays: acknowledgeDays };
  return { kind: 'acknowledgement' as const, version, audience, terms };
}

async function detailsOf(trx: DatabaseTransaction, id: string): Promise<PolicyDetails> {
  const policy = await findPolicy(trx, id);
  if (policy === undefined) throw new Error(`policy/${id} has events but is not in the register`);
  return policy.state.details;
}
