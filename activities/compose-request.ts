import { findAdoptionRequest } from '../db/adoption-request.ts';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import type { AdoptionRequest } from '../domain/adoption-request-state.ts';
import { partsOf } from '../domain/topic.ts';
import { composeAsk } from './compose-ask.ts';
import { composeOutcome } from './compose-outcome.ts';
import { type RequestSubject, subjectOf } from './message-subject.ts';
import type { Message } from './message.ts';

export async function requestSubject(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
): Promise<RequestSubject> {
  const found = await findAdoptionRequest(db, partsOf(delivery.topic ?? '').id);
  const held = found && {
    state: found.request,
    title: found.request.content.title,
    people: peopleIn(found.request),
  };
  return subjectOf(db, publicUrl, delivery, held);
}

/** What is said about an adoption request. */
export async function composeRequest(db: Database, publicUrl: string, delivery: Delivery): Promise<Message> {
  const subject = await requestSubject(db, publicUrl, delivery);
  return composeAsk(subject) ?? composeOutcome(subject) ?? composeComment(subject);
}

function composeComment({ event, title, nameOf, url }: RequestSubject): Message {
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

function peopleIn({ requester, decision }: AdoptionRequest): string[] {
  const made = decision?.signOffs ?? [];
  return [requester, ...made.flatMap(({ by, conditions }) => [by, ...conditions.map(({ owner }) => owner)])];
}
