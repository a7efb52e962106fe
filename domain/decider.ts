/**
 * The decider pattern (Jérémie Chassaing, "Functional Event Sourcing Decider"): a process is a pure `decide`, a pure
 * `evolve` and the types between them. Everything that runs a process is built on this shape alone.
 */

/** An instant in UTC, ISO 8601 with milliseconds ("2026-11-23T09:00:00.000Z"), so that text order is time order. */
export type Instant = string;

/** Opaque id of a person in the directory; events never carry names or addresses. */
export type PersonId = string;

/** Why a command had no effect. `code` is stable and becomes the API's problem type. */
export interface Refusal {
  code: RefusalCode;
  detail: string;
  /** JSON Pointer (RFC 6901) to the part of the command that is at fault, where there is one. */
  pointer?: string;
}

export type RefusalCode =
  | 'already_decided'
  | 'closed'
  | 'guard_failed'
  | 'invalid'
  | 'not_closed'
  | 'not_requester'
  | 'segregation_of_duties'
  | 'stale_revision'
  | 'unchanged'
  | 'wrong_role';

/** What every command carries: its id (a repeated id is a repeat of the same act), who acts, and when they did. */
export interface Command {
  type: string;
  id: string;
  by: PersonId;
  at: Instant;
  /** SHA-256 of what the client sent, so that a reused Idempotency-Key with another body is found out. */
  requestHash?: string;
}

/** What every event carries: when it happened and who caused it (`system` for a timer). */
export interface DomainEvent {
  type: string;
  at: Instant;
  by: PersonId;
}

export type Decision<Event> = readonly Event[] | Refusal;

export interface Decider<State, Cmd extends Command, Event extends DomainEvent> {
  /** Every business rule. `state` is undefined before the first event. */
  decide(command: Cmd, state: State | undefined): Decision<Event>;
  evolve(state: State | undefined, event: Event): State;
  /** What the passing of time alone brings about up to and including `now`. */
  elapse(state: State, now: Instant): readonly Event[];
  /** The next instant at which time alone will bring something about. */
  nextDeadline(state: State): Instant | undefined;
  /** True when the process is at its end: no deadline can change it any more, and no command but one that reopens it. */
  isFinal(state: State): boolean;
}

/** What became of one command; `seq` is the stream's last event once it had been answered. */
export type Outcome = {
  commandId: string;
  operation: string;
  by: PersonId;
  at: Instant;
  requestHash: string | null;
  seq: number;
} & ({ status: 'accepted' } | { status: 'refused'; refusal: Refusal });

/** An event on its way into the register, with the command that caused it (none for a deadline). */
export interface CausedEvent<Event extends DomainEvent> {
  event: Event;
  commandId: string | null;
}

export interface Settlement<State, Event extends DomainEvent> {
  state: State | undefined;
  seq: number;
  events: CausedEvent<Event>[];
  outcomes: Outcome[];
}

export function isRefusal(decision: Decision<DomainEvent>): decision is Refusal {
  return 'code' in decision;
}

/** Commands, by their id, that the register has refused for what it knows from elsewhere: a failed guard. */
export type Guarded = ReadonlyMap<string, Refusal>;

/** Folds events into a state. */
export function fold<State, Cmd extends Command, Event extends DomainEvent>(
  decider: Decider<State, Cmd, Event>,
  state: State | undefined,
  events: readonly Event[],
): State | undefined {
  return events.reduce<State | undefined>((current, event) => decider.evolve(current, event), state);
}

/**
 * Answers commands in the order they arrived, letting time pass up to each one's instant first, and up to `now` after
 * the last: a sign-off made before the expiry counts even if the worker saw it after, and one made later does not.
 */
export function settle<State, Cmd extends Command, Event extends DomainEvent>(
  decider: Decider<State, Cmd, Event>,
  from: { state: State | undefined; seq: number },
  commands: readonly Cmd[],
  now: Instant,
  guarded: Guarded = new Map(),
): Settlement<State, Event> {
  const settlement: Settlement<State, Event> = { ...from, events: [], outcomes: [] };
  const apply = (events: readonly Event[], commandId: string | null) => {
    for (const event of events) {
      settlement.state = decider.evolve(settlement.state, event);
      settlement.seq += 1;
      settlement.events.push({ event, commandId });
    }
  };
  const passTimeUntil = (instant: Instant) => {
    if (settlement.state !== undefined) apply(decider.elapse(settlement.state, instant), null);
  };

  for (const command of commands) {
    passTimeUntil(command.at < now ? command.at : now);
    const decision = guarded.get(command.id) ?? decider.decide(command, settlement.state);
    if (!isRefusal(decision)) apply(decision, command.id);
    settlement.outcomes.push(outcomeOf(command, decision, settlement.seq));
  }
  passTimeUntil(now);
  return settlement;
}

function outcomeOf(command: Command, decision: Decision<DomainEvent>, seq: number): Outcome {
  const answered = {
    commandId: command.id,
    operation: command.type,
    by: command.by,
    at: command.at,
    requestHash: command.requestHash ?? null,
    seq,
  };
  return isRefusal(decision)
    ? { ...answered, status: 'refused', refusal: decision }
    : { ...answered, status: 'accepted' };
}
