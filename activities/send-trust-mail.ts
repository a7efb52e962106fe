import { policyInForce } from '../db/approval-policy.ts';
import type { Database } from '../db/database.ts';
import type { Delivery, Settled } from '../db/delivery.ts';
import { findTrustMail } from '../db/trust-mail.ts';
import { publishedTrustPage } from '../db/trust-page.ts';
import { leavingPath } from '../domain/trust-address.ts';
import { composeTrustMail } from './compose-trust-mail.ts';
import { Undeliverable } from './delivery-fault.ts';
import type { Mailer } from './mail.ts';
import { renderMail } from './templates/mail.tsx';

interface Ways {
  db: Database;
  publicUrl: string;
  demo: boolean;
  mailer: Mailer | undefined;
}

/** Sends a mail to a stakeholder or a subscriber. One that lets somebody in is kept instead of sent in a demo alone. */
export async function sendTrustMail(ways: Ways, delivery: Delivery): Promise<Settled> {
  const { db, publicUrl, demo, mailer } = ways;
  const found = await findTrustMail(db, delivery.id);
  if (found === undefined) return { state: 'dropped', fault: 'Whoever it was for is forgotten.' };
  if (mailer === undefined && !demo && found.token !== null) {
    throw new Undeliverable('No mail is sent from here, and a link that lets somebody in is never kept.');
  }
  const [page, policy] = await Promise.all([publishedTrustPage(db), policyInForce(db)]);
  const name = page?.content.name ?? new URL(publicUrl).host;
  const house = { name, publicUrl, timeZone: policy.rules.calendar.timeZone };
  const mail = renderMail(composeTrustMail(found, house), null);
  if (mailer === undefined) return { state: 'kept', ...mail };
  const leaveUrl = found.leaveToken === null ? undefined : `${publicUrl}${leavingPath(found.leaveToken)}`;
  await mailer.send({ ...delivery, mail: found.email }, mail, leaveUrl);
  return { state: 'sent' };
}
