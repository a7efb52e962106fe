import { askedIn, outstandingOf } from '../db/assignment-list.ts';
import type { Database } from '../db/database.ts';
import { dueFact, isPast, type PolicySubject } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords } from './words.ts';

/** To somebody who is to acknowledge it. */
export async function composeAcknowledgement(
  db: Database,
  id: string,
  { delivery, title, url, timeZone }: PolicySubject,
): Promise<Message | undefined> {
  const asked = delivery.person === null ? undefined : await askedIn(db, id, delivery.person.id);
  if (asked === undefined) return undefined;
  const due = instantInWords(asked.dueAt, timeZone);
  const late = isPast(asked.dueAt);
  return {
    subject: late ? `Overdue: read and acknowledge “${title}”` : `Read and acknowledge “${title}” by ${due}`,
    lead: late
      ? `You were to read and acknowledge “${title}” by ${due}. What depends on it is closed to you until you have.`
      : `Please read “${title}” and say that you agree to it by ${due}.`,
    facts: dueFact(asked.dueAt, timeZone),
    items: [],
    action: { label: 'Read it', url },
    because:
      'You get this because this policy is for you, and you have not acknowledged its current version.',
  };
}

const mostNamed = 20;

/** To a manager, of their people; to compliance managers, of those who have no manager. */
export async function composeOverdueAcknowledgements(
  db: Database,
  id: string,
  { delivery, title, url, timeZone }: PolicySubject,
): Promise<Message | undefined> {
  const manager = delivery.memberId === null ? delivery.person?.id : undefined;
  const outstanding = await outstandingOf(db, id, mostNamed + 1, { manager });
  const late = outstanding.filter(({ dueAt }) => isPast(dueAt));
  if (late.length === 0) return undefined;
  const named = late.slice(0, mostNamed);
  const who = manager === undefined ? 'people without a manager here' : 'your people';
  return {
    subject: `Not acknowledged in time: “${title}”`,
    lead: `Some of ${who} have not acknowledged “${title}” in time. What depends on it is closed to them until they have.`,
    facts: late.length > mostNamed ? [{ label: 'Among them', value: `the first ${mostNamed}` }] : [],
    items: named.map(({ name, dueAt }) => ({
      title: name,
      detail: `Was due ${instantInWords(dueAt, timeZone)}`,
      url: `${url}/outstanding`,
    })),
    action: { label: 'See who is outstanding', url: `${url}/outstanding` },
    because: 'You get this because you are their manager, or answer for this.',
  };
}
