import type { DatabaseTransaction } from '../db/database.ts';
import type { Instant } from '../domain/decider.ts';

/** A mail to a vendor with the link by which it answers. */
export interface Invitation {
  linkId: string;
  email: string;
  /** The secret of the link: it goes into the mail and nowhere else. */
  token: string;
  vendorName: string;
  ownerName: string;
  dueAt: Instant;
  kind: 'invitation' | 'reminder';
}

type PutDown = (trx: DatabaseTransaction, invitation: Invitation) => Promise<unknown>;

/** Has invitations sent, in the transaction in which their links are made. */
export const outgoing: { putDownInvitation: PutDown } = { putDownInvitation: () => Promise.resolve() };
