import { findAdoptionRequest } from '../db/adoption-request.ts';
import { policyInForce } from '../db/approval-policy.ts';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { namesOf } from '../db/directory.ts';
import { readEvents } from '../db/event-store.ts';
import type { AdoptionRequest } from '../domain/adoption-request-state.ts';
import type { DomainEvent, PersonId } from '../domain/decider.ts';
import { onOneLine } from './words.ts';

/** Everything that a message about a request is made of. */
export interface Subject {
  delivery: Delivery;
  id: string;
  request: AdoptionRequest;
  /** What happened. */
  event: DomainEvent;
  title: string;
  nameOf: (id: PersonId) => string;
  /** Where the request is read. */
  url: string;
  timeZone: string;
}

/** The recipient's time zone, or else the organisation's. */
export async function timeZoneOf(db: Database, { person }: Delivery): Promise<string> {
  return person?.timeZone ?? (await policyInForce(db)).rules.calendar.timeZone;
}

export async function subjectOf(db: Database, publicUrl: string, delivery: Delivery): Promise<Subject> {
  const { requestId, stream, seq } = delivery;
  const found = requestId === null ? undefined : await findAdoptionRequest(db, requestId);
  const [event] = stream === null || seq === null ? [] : await readEvents(db, stream, seq - 1, seq);
  if (found === undefined || event === undefined) {
    throw new Error(`delivery ${delivery.id} tells of an event that the register does not hold`);
  }
  const { id, request } = found;
  const nameOf = await namesOf(db, peopleIn(request, event, delivery));
  return {
    delivery,
    id,
    request,
    event,
    title: onOneLine(request.content.title),
    nameOf: (person) => onOneLine(nameOf(person).name, 80),
    url: `${publicUrl}/adoption-requests/${id}`,
    timeZone: await timeZoneOf(db, delivery),
  };
}

function peopleIn(request: AdoptionRequest, event: DomainEvent, { memberId }: Delivery): PersonId[] {
  const made = request.decision?.signOffs ?? [];
  const owners = made.flatMap(({ by, conditions }) => [by, ...conditions.map(({ owner }) => owner)]);
  return [request.requester, event.by, ...owners, ...(memberId === null ? [] : [memberId])];
}
