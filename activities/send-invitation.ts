import type { Database } from '../db/database.ts';
import type { Delivery, Settled } from '../db/delivery.ts';
import { findInvitation } from '../db/vendor-invitation.ts';
import { composeInvitation } from './compose-invitation.ts';
import { Undeliverable } from './delivery-fault.ts';
import type { Mailer } from './mail.ts';
import { renderMail } from './templates/mail.tsx';

interface Ways {
  db: Database;
  publicUrl: string;
  demo: boolean;
  mailer: Mailer | undefined;
}

/** Sends an invitation to a vendor. What is kept instead of sent can be read later on, and so only in a demo is this. */
export async function sendInvitation(ways: Ways, delivery: Delivery, at: string): Promise<Settled> {
  const { db, publicUrl, demo, mailer } = ways;
  const invitation = await findInvitation(db, delivery.id, at);
  if (invitation === undefined) return { state: 'dropped', fault: 'Its link leads nowhere any more.' };
  if (mailer === undefined && !demo) {
    throw new Undeliverable('No mail is sent from here, and a link that lets a vendor in is never kept.');
  }
  const mail = renderMail(await composeInvitation(db, publicUrl, invitation), null);
  if (mailer === undefined) return { state: 'kept', ...mail };
  await mailer.send({ ...delivery, mail: invitation.email }, mail);
  return { state: 'sent' };
}
