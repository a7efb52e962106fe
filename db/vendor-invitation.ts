import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { invitationKinds } from './tables/vendor.ts';

/** A mail to a vendor, who is nobody in the directory: a link by which it answers, or a reminder that it has one. */
export interface Invitation {
  /** The row of `vendor_link` that `token` is of: once that is used, revoked or expired, the mail is not sent. */
  linkId: string;
  email: string;
  /** The secret of the link. A reminder needs a link of its own, for nobody knows the token of the one before. */
  token: string;
  vendorName: string;
  ownerName: string;
  dueAt: Instant;
  kind: (typeof invitationKinds)[number];
}

/**
 * Has an invitation sent, in the transaction of whatever it follows from. Its token is kept in the clear for as long as
 * the mail is on its way, and forgotten in the transaction that ends the delivery (`settle`). Returns the delivery's id.
 */
export async function putDownInvitation(trx: DatabaseTransaction, invitation: Invitation): Promise<string> {
  const { linkId, email, token, vendorName, ownerName, dueAt, kind } = invitation;
  const { vendor_id } = await trx
    .selectFrom('vendor_link')
    .select('vendor_id')
    .where('id', '=', linkId)
    .executeTakeFirstOrThrow();
  const { id } = await trx
    .insertInto('delivery')
    .values({
      kind: 'vendor_invitation',
      channel: 'mail',
      topic: `vendor/${vendor_id}`,
      created_at: sql<Instant>`now()`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('vendor_invitation')
    .values({
      delivery_id: id,
      link_id: linkId,
      kind,
      email,
      vendor_name: vendorName,
      owner_name: ownerName,
      due_at: dueAt,
      token,
    })
    .execute();
  return id;
}

/** What a delivery has to say to a vendor; undefined once its link leads nowhere any more. */
export async function findInvitation(
  db: Database,
  deliveryId: string,
  at: Instant,
): Promise<Invitation | undefined> {
  const row = await db
    .selectFrom('vendor_invitation as i')
    .innerJoin('vendor_link as l', 'l.id', 'i.link_id')
    .select([
      'i.link_id as linkId',
      'i.email',
      'i.token',
      'i.vendor_name as vendorName',
      'i.owner_name as ownerName',
      'i.due_at as dueAt',
      'i.kind',
    ])
    .where('i.delivery_id', '=', deliveryId)
    .where('l.used_at', 'is', null)
    .where('l.revoked_at', 'is', null)
    .where('l.expires_at', '>', at)
    .executeTakeFirst();
  return row === undefined || row.token === null ? undefined : { ...row, token: row.token };
}

/** The mail has gone, or never will: nobody needs the token any more. */
export async function forgetToken(trx: DatabaseTransaction, deliveryId: string): Promise<void> {
  await trx
    .updateTable('vendor_invitation')
    .set({ token: null })
    .where('delivery_id', '=', deliveryId)
    .execute();
}
