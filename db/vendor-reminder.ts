import type { Instant } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import { linkExpiry } from '../domain/vendor-link.ts';
import type { DatabaseTransaction } from './database.ts';
import { namesOf } from './directory.ts';
import { putDownInvitation } from './vendor-invitation.ts';
import { createVendorLink } from './vendor-link.ts';
import { findVendor } from './vendor.ts';

/** Reminds a vendor that was sent a link to answer by, with another one: nobody knows the token of the first any more. */
export async function remindVendor(trx: DatabaseTransaction, vendor: string, at: Instant): Promise<void> {
  const found = await findVendor(trx, vendor);
  if (found === undefined || found.state.assessment === null) return;
  const { number: assessment, answerDueAt: dueAt } = found.state.assessment;
  const sent = await trx
    .selectFrom('vendor_link')
    .select('email')
    .where('vendor_id', '=', vendor)
    .where('assessment', '=', assessment)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (sent === undefined) return;
  const { email } = sent;
  const { name: vendorName, owner } = found.state.details;
  const created = { by: system, at, expiresAt: linkExpiry(at, dueAt) };
  const { id: linkId, token } = await createVendorLink(trx, { vendor, assessment, email }, created);
  const ownerName = (await namesOf(trx, [owner]))(owner).name;
  await putDownInvitation(trx, { linkId, email, token, vendorName, ownerName, dueAt, kind: 'reminder' });
}
