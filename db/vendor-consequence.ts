import type { VendorEvent } from '../domain/vendor-state.ts';
import { policyInForce } from './approval-policy.ts';
import { conditionActions } from './condition-action.ts';
import type { DatabaseTransaction } from './database.ts';
import { linkedRisks } from './risk-link.ts';
import type { Consequence } from './consequence.ts';

/** What changes a vendor so that a risk accepted with it in mind must be looked at again. */
const unsettling: VendorEvent['type'][] = [
  'VendorChanged',
  'VendorDecided',
  'VendorLapsed',
  'CertificateExpired',
  'VendorOffBoarded',
];

/** What follows from a vendor's events for risks and actions. */
export async function consequencesOfVendor(
  trx: DatabaseTransaction,
  id: string,
  event: VendorEvent,
): Promise<Consequence[]> {
  const risks = unsettling.includes(event.type) ? await linkedRisks(trx, 'vendor', id) : [];
  const unsettled = risks.map((risk) => ({
    stream: `risk/${risk}`,
    command: { type: 'affectedChanged', what: `vendor/${id}` },
  }));
  return [...unsettled, ...(await conditionsOf(trx, id, event))];
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
