import { findAdoptionRequest, streamOf } from '../../../db/adoption-request.ts';
import { listComments } from '../../../db/comment.ts';
import { namesOf, type PersonName } from '../../../db/directory.ts';
import { readEvents } from '../../../db/event-store.ts';
import type { AdoptionRequestContent } from '../../../domain/adoption-request-content.ts';
import type { AdoptionRequest, AdoptionRequestEvent } from '../../../domain/adoption-request-state.ts';
import { signOffMatterOf } from '../../../domain/adoption-request-sign-off.ts';
import { isUndecided, waitingFor } from '../../../domain/adoption-request-time.ts';
import type { Comment } from '../../../domain/comment.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type { Actor, Capacity, SignOffRole } from '../../../domain/identity.ts';
import { capacityToSign } from '../../../domain/sign-off.ts';
import { peopleOf } from '../../adoption-request-representation.ts';
import type { Services } from '../../services.ts';

/** A request with all that its page tells: what happened, what was said, and the names of everybody in it. */
export interface RequestReading {
  id: string;
  seq: number;
  request: AdoptionRequest;
  events: AdoptionRequestEvent[];
  comments: Comment[];
  nameOf: (id: PersonId) => PersonName;
}

/** Undefined where the register has no such request, or none yet. */
export async function readRequest({ db }: Services, id: string): Promise<RequestReading | undefined> {
  const recorded = await findAdoptionRequest(db, id);
  if (recorded === undefined) return undefined;
  const [events, comments] = await Promise.all([
    readEvents<AdoptionRequestEvent>(db, streamOf(id)),
    listComments(db, id),
  ]);
  const nameOf = await namesOf(db, [
    ...peopleOf(recorded.request),
    ...revisionsOf(events).map(({ content }) => content.businessOwner),
    ...events.flatMap(peopleIn),
    ...comments.map(({ by }) => by),
  ]);
  return { ...recorded, events, comments, nameOf };
}

function peopleIn(event: AdoptionRequestEvent): PersonId[] {
  return event.type === 'SignedOff' && event.capacity.kind === 'delegate'
    ? [event.by, event.capacity.of]
    : [event.by];
}

export interface Revision {
  revision: number;
  at: string;
  by: PersonId;
  content: AdoptionRequestContent;
}

/** Every revision of what is asked, oldest first. */
export function revisionsOf(events: readonly AdoptionRequestEvent[]): Revision[] {
  return events.flatMap((event): Revision[] => {
    if (event.type === 'Submitted') return [{ ...event, revision: 1 }];
    return event.type === 'Amended' ? [event] : [];
  });
}

/** A sign-off that the actor can make now, and in which capacity. */
export interface OpenSignOff {
  role: SignOffRole;
  dueAt: string;
  capacity: Capacity;
}

/** What the actor can sign of a request, by the same rule that decides on it. */
export function openSignOffs(request: AdoptionRequest, actor: Actor): OpenSignOff[] {
  return waitingFor(request).flatMap((signOff) => {
    const capacity = capacityToSign(signOffMatterOf(request), signOff, actor);
    return 'code' in capacity ? [] : [{ role: signOff.role, dueAt: signOff.dueAt, capacity }];
  });
}

/** Why the actor cannot sign although they hold a role that is waited for. */
export function barredFromSigning(request: AdoptionRequest, actor: Actor): string | undefined {
  if (!isUndecided(request)) return undefined;
  const refusals = waitingFor(request).map((signOff) =>
    capacityToSign(signOffMatterOf(request), signOff, actor),
  );
  if (refusals.some((refusal) => !('code' in refusal))) return undefined;
  const barred = refusals.find((refusal) => 'code' in refusal && refusal.code === 'segregation_of_duties');
  return barred !== undefined && 'code' in barred ? barred.detail : undefined;
}
