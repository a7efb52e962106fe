import type { AccessGrantEvent } from '../domain/access-grant-state.ts';
import { titlesOf } from './access-grant-projection.ts';
import { findAccessGrant } from './access-grant.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { dropUnverified, noteVerified } from './stakeholder.ts';
import type { TrustMailKind } from './tables/trust-center.ts';
import { putDownTrustMail } from './trust-mail.ts';

const mailOf: Partial<Record<AccessGrantEvent['type'], TrustMailKind>> = {
  AccessVerified: 'waiting',
  AccessGranted: 'granted',
  AccessEndingSoon: 'ending',
  AccessExpired: 'expired',
  AccessRefused: 'refused',
  AccessRevoked: 'revoked',
};

/** What the stakeholder is told, and what is kept of somebody whose address nobody has verified: nothing. */
export async function consequencesOfAccessGrant(
  trx: DatabaseTransaction,
  id: string,
  event: AccessGrantEvent,
): Promise<Consequence[]> {
  const grant = await findAccessGrant(trx, id);
  if (grant === undefined) return [];
  const { stakeholder, documents, verifiedAt, endsAt } = grant.state;
  if (event.type === 'AccessVerified') await noteVerified(trx, stakeholder, event.at);
  // Who never showed that the address is theirs hears nothing more at it.
  if (verifiedAt === null) {
    if (event.type !== 'AccessAsked') await dropUnverified(trx, { stakeholder, grant: id });
    return [];
  }
  const kind = event.type === 'AccessLapsed' ? 'lapsed' : mailOf[event.type];
  if (kind === undefined) return [];
  await putDownTrustMail(trx, {
    kind,
    stakeholder,
    said: {
      grant: id,
      lines: await titlesOf(trx, documents),
      ...('reason' in event && { reason: event.reason }),
      ...(endsAt !== null && { endsAt }),
    },
  });
  return [];
}
