import { policyInForce } from '../db/approval-policy.ts';
import type { Database } from '../db/database.ts';
import type { Invitation } from '../db/vendor-invitation.ts';
import { invitationUrl } from '../domain/vendor-invitation.ts';
import type { Message } from './message.ts';
import { instantInWords, onOneLine } from './words.ts';

/** What a vendor is told: who asks it what by when, and by which link it answers. */
export async function composeInvitation(
  db: Database,
  publicUrl: string,
  { token, vendorName, ownerName, dueAt, kind }: Invitation,
): Promise<Message> {
  const { timeZone } = (await policyInForce(db)).rules.calendar;
  const [vendor, owner] = [onOneLine(vendorName), onOneLine(ownerName, 80)];
  const due = instantInWords(dueAt, timeZone);
  const still = kind === 'reminder';
  return {
    subject: `${still ? 'Reminder: q' : 'Q'}uestions to ${vendor}, to answer by ${due}`,
    lead: still
      ? `${owner} still waits for ${vendor} to answer questions about its AI services, by ${due}.`
      : `${owner} asks ${vendor} to answer questions about its AI services by ${due}.`,
    facts: [],
    items: [],
    action: { label: 'Answer the questions', url: invitationUrl(publicUrl, token) },
    because: `You get this because ${owner} named you as whoever answers for ${vendor}. The link is for you alone and works once.`,
  };
}
