import type { Database } from '../db/database.ts';
import { findDelegation } from '../db/delegation.ts';
import type { Delivery } from '../db/delivery.ts';
import { namesOf } from '../db/directory.ts';
import { composeAsk } from './compose-ask.ts';
import { composeOutcome } from './compose-outcome.ts';
import { type Subject, subjectOf, timeZoneOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, onOneLine, roleWords } from './words.ts';

/** What a delivery has to say, from what is true now. */
export async function compose(db: Database, publicUrl: string, delivery: Delivery): Promise<Message> {
  if (delivery.kind === 'delegation_granted') return composeDelegation(db, publicUrl, delivery);
  const subject = await subjectOf(db, publicUrl, delivery);
  return composeAsk(subject) ?? composeOutcome(subject) ?? composeComment(subject);
}

function composeComment({ event, title, nameOf, url }: Subject): Message {
  const author = nameOf(event.by);
  return {
    subject: `${author} commented: ${title}`,
    lead: `${author} said something about the adoption request “${title}”.`,
    facts: [],
    quote: 'text' in event && typeof event.text === 'string' ? event.text : undefined,
    items: [],
    action: { label: 'Read and answer', url: `${url}#discussion` },
    because: 'You get this because you are part of this request.',
  };
}

async function composeDelegation(db: Database, publicUrl: string, delivery: Delivery): Promise<Message> {
  const granted = await findDelegation(db, delivery.stream?.split('/')[1] ?? '');
  if (granted === undefined)
    throw new Error(`delivery ${delivery.id} tells of a delegation that is not there`);
  const [nameOf, zone] = await Promise.all([namesOf(db, [granted.from]), timeZoneOf(db, delivery)]);
  const from = onOneLine(nameOf(granted.from).name, 80);
  const roles = granted.roles.map((role) => roleWords[role]).join(', ');
  return {
    subject: `You stand in for ${from} (${roles})`,
    lead: `${from} has handed you their sign-offs as ${roles} for a time.`,
    facts: [
      { label: 'From', value: instantInWords(granted.startsAt, zone) },
      { label: 'Until', value: instantInWords(granted.endsAt, zone) },
    ],
    quote: granted.reason,
    items: [],
    action: { label: 'See what waits for you', url: `${publicUrl}/inbox?show=delegated` },
    because: `You get this because ${from} chose you as their delegate.`,
  };
}
