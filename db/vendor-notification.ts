import type { PersonId } from '../domain/decider.ts';
import { type Notification, toPerson } from '../domain/notification.ts';
import { unsettlesUsers, vendorNotifications } from '../domain/vendor-notification.ts';
import type { Vendor, VendorEvent } from '../domain/vendor-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/**
 * Who must be told of a vendor's events that follow `seqBefore`: of those that take its approval away, or what stood
 * behind it, whoever answers for a system that rests on it too.
 */
export async function vendorNotificationsOf(
  trx: DatabaseTransaction,
  id: string,
  before: Vendor | undefined,
  seqBefore: number,
  events: readonly VendorEvent[],
): Promise<Notification[]> {
  const told = vendorNotifications(before, seqBefore, events);
  const unsettling = events.flatMap((event, index) => (unsettlesUsers(event) ? [{ event, index }] : []));
  if (unsettling.length === 0) return told;
  const approved = await approvedRequestsOf(trx, id);
  const people = new Set(approved.flatMap(({ requester, businessOwner }) => [requester, businessOwner]));
  const users = unsettling.flatMap(({ event: { at, by }, index }) =>
    [...people]
      .filter((person) => person !== by)
      .map((person) => ({
        seq: seqBefore + index + 1,
        at,
        ...toPerson('vendor_no_longer_approved', person),
      })),
  );
  return [...told, ...users].sort((a, b) => a.seq - b.seq);
}

export interface ApprovedRequest {
  id: string;
  title: string;
  requester: PersonId;
  businessOwner: PersonId;
}

/** The approved requests whose system this vendor provides, or those of them that `person` answers for. */
export async function approvedRequestsOf(
  db: Database | DatabaseTransaction,
  vendor: string,
  person?: PersonId,
): Promise<ApprovedRequest[]> {
  return db
    .selectFrom('adoption_request')
    .select(['id', 'title', 'requester_id as requester', 'business_owner_id as businessOwner'])
    .where('vendor_id', '=', vendor)
    .where('state', 'in', ['approved', 'approved_with_conditions'])
    .$if(person !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('requester_id', '=', person ?? ''), eb('business_owner_id', '=', person ?? '')]),
      ),
    )
    .orderBy('submitted_at', 'desc')
    .orderBy('id')
    .execute();
}
