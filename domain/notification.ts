import type { Command, Decider, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Delegation } from './delegation.ts';
import { operator, type Role, system } from './identity.ts';
import type { NotificationKind, PublicEventType } from './notification-kind.ts';

/** A person, whoever of a role's members it will be, or the programs that subscribe. */
export type Recipient = { person: PersonId } | { role: Role } | 'webhooks';

/** Somebody who must be told of an event: who, of what, and which role's sign-off it is about. */
export interface Notification {
  /** The event's place in its stream, and when it happened. */
  seq: number;
  at: Instant;
  kind: NotificationKind | PublicEventType;
  recipient: Recipient;
  about: Role | null;
}

/** Who is told of what, wherever in its stream the event comes to stand. */
export type Told = Omit<Notification, 'seq' | 'at'>;

/** How one kind of process tells: `told` says of one event who hears of it, as things were before and are after. */
export interface Telling<State, Event extends DomainEvent> {
  decider: Pick<Decider<State, Command, Event>, 'evolve'>;
  told: (event: Event, before: State | undefined, after: State) => Told[];
}

/** Who must be told of events that follow `seqBefore`, where `before` is what the process was like until then. */
export function tell<State, Event extends DomainEvent>(
  { decider, told }: Telling<State, Event>,
  before: State | undefined,
  seqBefore: number,
  events: readonly Event[],
): Notification[] {
  let state = before;
  return events.flatMap((event, index) => {
    const previous = state;
    state = decider.evolve(state, event);
    const { at } = event;
    return told(event, previous, state).map((one) => ({ seq: seqBefore + index + 1, at, ...one }));
  });
}

export function delegationNotifications({ to }: Pick<Delegation, 'to'>): Told[] {
  return [toPerson('delegation_granted', to)];
}

export function toPerson(kind: NotificationKind, person: PersonId, about: Role | null = null): Told {
  return { kind, recipient: { person }, about };
}

/** Nobody is told of what they did themselves; the system and an operator are nobody who could be told. */
export function toOther(kind: NotificationKind, person: PersonId, { by }: DomainEvent): Told[] {
  return [by, system, operator].includes(person) ? [] : [toPerson(kind, person)];
}

/** Asks whoever of the role it will be; `about` is the role whose sign-off is wanted, where that is another. */
export function toRole(kind: NotificationKind, role: Role, about: Role | null = role): Told {
  return { kind, recipient: { role }, about };
}

export function toPrograms(kind: PublicEventType | null | undefined): Told[] {
  return kind === null || kind === undefined ? [] : [{ kind, recipient: 'webhooks', about: null }];
}
