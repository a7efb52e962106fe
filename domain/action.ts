import type { Command, Decider, Decision, DomainEvent, Instant, PersonId, Refusal } from './decider.ts';
import { nextOf, remindersAfter, strikes } from './due.ts';
import { type Actor, type Role, system } from './identity.ts';

/** Open until somebody has done it, or it is called off. */
export const actionStates = ['open', 'done', 'called_off'] as const;
export type ActionState = (typeof actionStates)[number];

/** Something that somebody does by a time, tracked to its end: a condition of an approval, or what management decided. */
export interface Action {
  state: ActionState;
  /** The stream that it follows from. */
  subject: string;
  text: string;
  owner: PersonId;
  openedAt: Instant;
  openedBy: PersonId;
  dueAt: Instant;
  /** Reminders still to come. */
  remindAt: Instant[];
  escalateTo: Role;
  escalatedAt: Instant | null;
  settled: { by: PersonId; at: Instant; note: string } | null;
  /** A course that its owner, and whoever is to use what it follows from, must have completed before it can be done. */
  course?: string;
}

type Opening = Pick<Action, 'subject' | 'text' | 'owner' | 'dueAt' | 'remindAt' | 'escalateTo' | 'course'>;

export type ActionCommand = Command &
  (
    | ({ type: 'open' } & Opening)
    | { type: 'complete'; actor: Actor; note: string }
    | { type: 'handOver'; actor: Actor; owner: PersonId }
    | { type: 'callOff'; actor: Actor; reason: string }
  );

export type ActionEvent = DomainEvent &
  (
    | ({ type: 'ActionOpened' } & Opening)
    | { type: 'ActionCompleted'; note: string }
    | { type: 'ActionHandedOver'; owner: PersonId }
    | { type: 'ActionCalledOff'; reason: string }
    | { type: 'ActionReminded'; dueAt: Instant; overdue: boolean }
    | { type: 'ActionEscalated'; to: Role }
  );

type CommandOf<Type extends ActionCommand['type']> = Extract<ActionCommand, { type: Type }>;
type Answer = Decision<ActionEvent>;

/** An action: who does what by when (ISO/IEC 42001, 6.2 and 10.2: what is planned has somebody responsible and an end). */
export const action: Decider<Action, ActionCommand, ActionEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: ({ state }) => state !== 'open',
};

function decide(command: ActionCommand, current: Action | undefined): Answer {
  if (command.type === 'open') return open(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such action.' };
  switch (command.type) {
    case 'complete':
      return complete(command, current);
    case 'handOver':
      return handOver(command, current);
    case 'callOff':
      return callOff(command, current);
  }
}

function open(command: CommandOf<'open'>, current: Action | undefined): Answer {
  if (current !== undefined) return { code: 'already_decided', detail: 'This action is open already.' };
  const { at, by, subject, text, owner, dueAt, remindAt, escalateTo, course } = command;
  const opening = {
    subject,
    text,
    owner,
    dueAt,
    remindAt,
    escalateTo,
    ...(course !== undefined && { course }),
  };
  return [{ type: 'ActionOpened', at, by, ...opening }];
}

function complete({ at, by, actor, note }: CommandOf<'complete'>, current: Action): Answer {
  const barred = mayNot(actor, current, 'complete');
  if (barred !== undefined) return barred;
  if (note.trim() === '') return { code: 'invalid', pointer: '/note', detail: 'Say what was done.' };
  return [{ type: 'ActionCompleted', at, by, note }];
}

function handOver({ at, by, actor, owner }: CommandOf<'handOver'>, current: Action): Answer {
  const barred = mayNot(actor, current, 'hand over');
  if (barred !== undefined) return barred;
  if (owner === current.owner) return { code: 'unchanged', detail: 'This changes nothing.' };
  return [{ type: 'ActionHandedOver', at, by, owner }];
}

/** Not by its owner: nobody lets themselves off. */
function callOff({ at, by, actor, reason }: CommandOf<'callOff'>, current: Action): Answer {
  if (!isOverseer(actor)) return { code: 'wrong_role', detail: 'Compliance managers call off an action.' };
  if (actor.person === current.owner) {
    return { code: 'segregation_of_duties', detail: 'Nobody calls off their own action.' };
  }
  if (current.state !== 'open') return closed(current);
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'ActionCalledOff', at, by, reason }];
}

function mayNot(actor: Actor, current: Action, act: string): Refusal | undefined {
  if (actor.person !== current.owner && !isOverseer(actor)) {
    return { code: 'wrong_role', detail: `Its owner and compliance managers ${act} an action.` };
  }
  return current.state === 'open' ? undefined : closed(current);
}

function isOverseer({ roles }: Actor): boolean {
  return roles.includes('compliance_manager');
}

function closed({ state }: Action): Refusal {
  return { code: 'closed', detail: `This action is ${state.replace('_', ' ')}; that is final.` };
}

/** What each event means for the state. Never refuses: what happened, happened. */
function evolve(current: Action | undefined, event: ActionEvent): Action {
  if (event.type === 'ActionOpened') return opened(event);
  if (current === undefined)
    throw new Error(`the first event of an action is ActionOpened, not ${event.type}`);
  const { at, by } = event;
  switch (event.type) {
    case 'ActionCompleted':
      return { ...current, state: 'done', settled: { by, at, note: event.note } };
    case 'ActionHandedOver':
      return { ...current, owner: event.owner };
    case 'ActionCalledOff':
      return { ...current, state: 'called_off', settled: { by, at, note: event.reason } };
    case 'ActionReminded':
      return { ...current, remindAt: remindersAfter(current, at) };
    case 'ActionEscalated':
      return { ...current, escalatedAt: at };
  }
}

function opened({ at, by, ...opening }: Extract<ActionEvent, { type: 'ActionOpened' }>): Action {
  const { subject, text, owner, dueAt, remindAt, escalateTo, course } = opening;
  return {
    state: 'open',
    subject,
    text,
    owner,
    openedAt: at,
    openedBy: by,
    dueAt,
    remindAt,
    escalateTo,
    escalatedAt: null,
    settled: null,
    ...(course !== undefined && { course }),
  };
}

function nextDeadline(current: Action): Instant | undefined {
  return current.state === 'open' ? nextOf(current) : undefined;
}

function elapse(current: Action, now: Instant): ActionEvent[] {
  if (current.state !== 'open') return [];
  const { dueAt, escalateTo } = current;
  const { reminds, escalates } = strikes(current, now);
  const events: ActionEvent[] = [];
  if (reminds) {
    events.push({ type: 'ActionReminded', at: now, by: system, dueAt, overdue: dueAt <= now });
  }
  if (escalates) {
    events.push({ type: 'ActionEscalated', at: now, by: system, to: escalateTo });
  }
  return events;
}
