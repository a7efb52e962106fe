import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { TrustMailKind, TrustMailSaid } from './tables/trust-center.ts';

/** A mail to somebody outside, who is nobody in the directory: a stakeholder or a subscriber. */
export type TrustMail = { kind: TrustMailKind; said: TrustMailSaid; token?: string | undefined } & (
  { stakeholder: string } | { subscriber: string }
);

/** Has a mail sent, in the transaction of whatever it follows from. The address is looked up when it goes. */
export async function putDownTrustMail(trx: DatabaseTransaction, mail: TrustMail): Promise<void> {
  const { id } = await trx
    .insertInto('delivery')
    .values({ kind: 'trust_mail', channel: 'mail', created_at: sql<Instant>`now()` })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('trust_mail')
    .values({
      delivery_id: id,
      kind: mail.kind,
      stakeholder_id: 'stakeholder' in mail ? mail.stakeholder : null,
      subscriber_id: 'subscriber' in mail ? mail.subscriber : null,
      said: JSON.stringify(mail.said),
      token: mail.token ?? null,
    })
    .execute();
}

/** What a delivery has to say to somebody outside, and where to. */
export interface FoundTrustMail {
  kind: TrustMailKind;
  said: TrustMailSaid;
  token: string | null;
  email: string;
  /** By which a subscriber leaves; null for a stakeholder. */
  leaveToken: string | null;
}

/** Undefined once they are forgotten or have left. */
export async function findTrustMail(db: Database, deliveryId: string): Promise<FoundTrustMail | undefined> {
  const row = await db
    .selectFrom('trust_mail as m')
    .leftJoin('stakeholder as s', 's.id', 'm.stakeholder_id')
    .leftJoin('subscriber as b', 'b.id', 'm.subscriber_id')
    .select(['m.kind', 'm.said', 'm.token', 's.email', 'b.email as subscriberEmail', 'b.leave_token'])
    .where('m.delivery_id', '=', deliveryId)
    .executeTakeFirst();
  const email = row?.email ?? row?.subscriberEmail ?? null;
  if (row === undefined || email === null) return undefined;
  const { kind, said, token, leave_token: leaveToken } = row;
  return { kind, said, token, email, leaveToken };
}

/** The mail has gone, or never will: nobody needs the token any more. */
export async function forgetTrustToken(trx: DatabaseTransaction, deliveryId: string): Promise<void> {
  await trx.updateTable('trust_mail').set({ token: null }).where('delivery_id', '=', deliveryId).execute();
}
