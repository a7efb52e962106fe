import { askingOf, findAccessGrant } from '../db/access-grant.ts';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { findTrustDocument } from '../db/trust-document.ts';
import type { AccessGrant, AccessGrantEvent } from '../domain/access-grant-state.ts';
import { partsOf } from '../domain/topic.ts';
import { dueFact, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';
import { instantInWords, onOneLine } from './words.ts';

/** What is said within the house about access that somebody outside asks for; undefined once nobody wants it any more. */
export async function composeAccessGrant(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<Message | undefined> {
  const { id } = partsOf(delivery.topic ?? '');
  const found = await findAccessGrant(db, id);
  const title = found === undefined ? '' : await titlesIn(db, found.state);
  const held = found && { ...found, title, people: [found.state.owner] };
  const subject = await subjectOf<AccessGrant, AccessGrantEvent>(db, publicUrl, delivery, held);
  const { state, event, nameOf, url, timeZone } = subject;
  const asking = await askingOf(db, id);
  const who = asking === undefined ? 'Somebody' : onOneLine(`${asking.name}, ${asking.company}`, 120);
  const common = {
    facts: dueFact(state.decideBy, timeZone),
    items: [],
    ...(asking !== undefined && asking.purpose !== '' && { quote: asking.purpose }),
    action: { label: 'Read it, and decide', url },
    because: 'You get this because you answer for these documents.',
  };
  if (delivery.kind === 'access_request_settled') {
    return {
      ...common,
      facts: [],
      subject: `Access ${state.state}: ${subject.title}`,
      lead: `${nameOf(event.by)} has decided in your place: access of ${who} to ${subject.title} is ${state.state}.`,
      action: { label: 'Read it', url },
    };
  }
  if (state.state !== 'waiting') return undefined;
  const by = state.decideBy === null ? '' : ` by ${instantInWords(state.decideBy, timeZone)}`;
  switch (delivery.kind) {
    case 'access_requested':
      return {
        ...common,
        subject: `Access asked for: ${subject.title}`,
        lead: `${who} asks to see ${subject.title}. Grant it for a time, or refuse it with a reason,${by}.`,
      };
    case 'access_request_reminder':
      return {
        ...common,
        subject: `Reminder: access asked for: ${subject.title}`,
        lead: `${who} still waits for an answer to whether they may see ${subject.title}.`,
      };
    case 'access_request_escalated':
      return {
        ...common,
        subject: `Escalated to you: access asked for: ${subject.title}`,
        lead: `Nobody has decided${by} whether ${who} may see ${subject.title}. Decide in the owner’s place, or see to it that they do.`,
        because: 'You get this because requests that nobody decides are escalated to your role.',
      };
    default:
      return undefined;
  }
}

async function titlesIn(db: Database, { documents }: AccessGrant): Promise<string> {
  const found = await Promise.all(documents.map((id) => findTrustDocument(db, id)));
  return found.flatMap((document) => document?.title ?? []).join(', ');
}
