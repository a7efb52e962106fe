import { system } from '../domain/identity.ts';
import type { VendorEvent } from '../domain/vendor-state.ts';
import { policyInForce } from './approval-policy.ts';
import { conditionActions } from './condition-action.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';
import { linkedRisks } from './risk-link.ts';
import { vendorPolicyInForce, vendorPolicyStream } from './vendor-policy.ts';
import { remindVendor } from './vendor-reminder.ts';

/** What changes a vendor so that a risk accepted with it in mind must be looked at again. */
const unsettling: VendorEvent['type'][] = [
  'VendorChanged',
  'VendorDecided',
  'VendorLapsed',
  'CertificateExpired',
  'VendorOffBoarded',
];

/** What follows from a vendor's events for itself, for risks and for actions. */
export async function consequencesOfVendor(
  trx: DatabaseTransaction,
  id: string,
  event: VendorEvent,
): Promise<Consequence[]> {
  if (event.type === 'VendorRegistered') return newerPolicy(trx, id, event.policy.version);
  if (event.type === 'AnswersReminded') await remindVendor(trx, id, event.at);
  const risks = unsettling.includes(event.type) ? await linkedRisks(trx, 'vendor', id) : [];
  const unsettled = risks.map((risk) => ({
    stream: `risk/${risk}`,
    command: { type: 'affectedChanged', what: `vendor/${id}` },
  }));
  return [...unsettled, ...(await conditionsOf(trx, id, event))];
}

/** Registered under a policy that was replaced meanwhile; whoever publishes waits for it, and so does not pass it over. */
async function newerPolicy(trx: DatabaseTransaction, id: string, known: number): Promise<Consequence[]> {
  await lockStream(trx, vendorPolicyStream, 'shared');
  const { version, hash, rules } = await vendorPolicyInForce(trx);
  if (known >= version) return [];
  const policy = { version, hash, rules };
  return [{ stream: `vendor/${id}`, command: { type: 'adoptPolicy', by: system, policy } }];
}

async function conditionsOf(
  trx: DatabaseTransaction,
  id: string,
  event: VendorEvent,
): Promise<Consequence[]> {
  if (event.type !== 'VendorDecided' || event.review.outcome === 'rejected') return [];
  const { conditions, assessment } = event.review;
  if (conditions.length === 0) return [];
  const { timeZone } = (await policyInForce(trx)).rules.calendar;
  const set = conditions.map((condition) => ({ ...condition, by: event.by }));
  return conditionActions(`vendor/${id}`, assessment, set, event.at, timeZone);
}
