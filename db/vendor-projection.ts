import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import type { Vendor, VendorEvent } from '../domain/vendor-state.ts';
import { nextDeadline } from '../domain/vendor-time.ts';
import { vendor as decider } from '../domain/vendor.ts';
import type { DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import { replaceTasks } from './task.ts';
import { vendorNotificationsOf } from './vendor-notification.ts';
import { tasksOf } from './vendor-task.ts';

/** Folds the events into the read model of vendors. Returns who must be told of them. */
export async function projectVendor(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly VendorEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('vendor').select('detail').where('id', '=', id).executeTakeFirst();
  const vendor = fold(decider, row?.detail, events);
  if (vendor === undefined) return [];
  const values = rowOf(vendor, seqBefore + events.length);
  await trx
    .insertInto('vendor')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  await replaceTasks(trx, `vendor/${id}`, tasksOf(vendor));
  return vendorNotificationsOf(trx, id, row?.detail, seqBefore, events);
}

function rowOf(vendor: Vendor, seq: number) {
  const { details, review, assessment, certificates, policy } = vendor;
  return {
    name: details.name,
    name_key: nameKey(details.name),
    owner_id: details.owner,
    criticality: details.criticality,
    state: vendor.state,
    phase: assessment?.phase ?? ('none' as const),
    data_classes: review?.dataClasses ?? [],
    share: review?.share ?? null,
    valid_until: review?.validUntil ?? null,
    certificate_expires_at: certificates.map(({ expiresAt }) => expiresAt).sort()[0] ?? null,
    next_due_at: nextDeadline(vendor) ?? null,
    registered_at: vendor.registeredAt,
    policy_version: policy.version,
    seq,
    detail: JSON.stringify(vendor),
  };
}
