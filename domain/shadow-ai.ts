import { daysAfter } from './days.ts';
import type { Command, Decider, Decision, DomainEvent, Instant, PersonId, Refusal } from './decider.ts';
import { nextOf, remindersAfter, strikes } from './due.ts';
import { type Actor, type Role, system as itself } from './identity.ts';

/** Open until what is used is in the register, is blocked, or turns out to be no AI system. */
export const shadowAiStates = ['open', 'registered', 'blocked', 'dismissed'] as const;
export type ShadowAiState = (typeof shadowAiStates)[number];

/** Days until a finding is settled; less where the same system was found, and said to be blocked, before. */
export const settlingDays = 14;
export const settlingDaysAgain = 3;

/** Days for which nothing is found where somebody has said that it is no AI system. */
export const dismissedDays = 365;

/** Whoever waits for a finding that nobody settles. */
export const shadowAiEscalatesTo: Role = 'management';

/** A finding: an AI system is used that is not in the register. It has an owner and a clock. */
export interface ShadowAi {
  state: ShadowAiState;
  /** As it was written where it was first seen. */
  name: string;
  /** Of the findings of this name, from 1. */
  number: number;
  /** Null while nobody has it: then it is for every compliance manager. */
  owner: PersonId | null;
  openedAt: Instant;
  dueAt: Instant;
  /** Reminders still to come. */
  remindAt: Instant[];
  escalatedAt: Instant | null;
  /** The AI system that it is, once it is registered. */
  system: string | null;
  settled: { by: PersonId; at: Instant; note: string } | null;
}

export type ShadowAiCommand = Command &
  (
    | { type: 'open'; name: string; number: number; owner: PersonId | null }
    | { type: 'handOver'; actor: Actor; owner: PersonId }
    /** By the register, when a system of this name comes into it; or by somebody who knows that it is another name of one. */
    | { type: 'register'; actor?: Actor; system: string; note: string }
    | { type: 'block'; actor: Actor; note: string }
    | { type: 'dismiss'; actor: Actor; reason: string }
  );

export type ShadowAiEvent = DomainEvent &
  (
    | {
        type: 'ShadowAiFound';
        name: string;
        number: number;
        owner: PersonId | null;
        dueAt: Instant;
        remindAt: Instant[];
      }
    | { type: 'ShadowAiHandedOver'; owner: PersonId }
    /** `alias`: its name is another one of a system that was in the register. */
    | { type: 'ShadowAiRegistered'; system: string; alias: string | null; note: string }
    | { type: 'ShadowAiBlocked'; note: string }
    | { type: 'ShadowAiDismissed'; reason: string }
    | { type: 'ShadowAiReminded'; dueAt: Instant; overdue: boolean }
    | { type: 'ShadowAiEscalated'; to: Role }
  );

type CommandOf<Type extends ShadowAiCommand['type']> = Extract<ShadowAiCommand, { type: Type }>;
type Answer = Decision<ShadowAiEvent>;

/** Shadow AI: what is used without an approval is registered or blocked by a day (ISO/IEC 42001, A.9.2). */
export const shadowAi: Decider<ShadowAi, ShadowAiCommand, ShadowAiEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: ({ state }) => state !== 'open',
};

function decide(command: ShadowAiCommand, current: ShadowAi | undefined): Answer {
  if (command.type === 'open') return open(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such finding.' };
  switch (command.type) {
    case 'handOver':
      return handOver(command, current);
    case 'register':
      return register(command, current);
    case 'block':
      return block(command, current);
    case 'dismiss':
      return dismiss(command, current);
  }
}

function open({ at, by, name, number, owner }: CommandOf<'open'>, current: ShadowAi | undefined): Answer {
  if (current !== undefined) return { code: 'already_decided', detail: 'This is found already.' };
  const days = number > 1 ? settlingDaysAgain : settlingDays;
  const dueAt = daysAfter(at, days);
  const remindAt = [daysAfter(at, days / 2), dueAt];
  return [{ type: 'ShadowAiFound', at, by, name, number, owner, dueAt, remindAt }];
}

function handOver({ at, by, actor, owner }: CommandOf<'handOver'>, current: ShadowAi): Answer {
  const barred = mayNotSettle(actor, current, 'hand over');
  if (barred !== undefined) return barred;
  if (owner === current.owner) return { code: 'unchanged', detail: 'This changes nothing.' };
  return [{ type: 'ShadowAiHandedOver', at, by, owner }];
}

function register({ at, by, actor, system, note }: CommandOf<'register'>, current: ShadowAi): Answer {
  const isOtherName = actor !== undefined;
  if (isOtherName && !isOverseer(actor)) {
    return { code: 'wrong_role', detail: 'Compliance managers say that it is in the register.' };
  }
  if (current.state !== 'open') return closed(current);
  const alias = isOtherName ? current.name : null;
  return [{ type: 'ShadowAiRegistered', at, by, system, alias, note }];
}

function block({ at, by, actor, note }: CommandOf<'block'>, current: ShadowAi): Answer {
  const barred = mayNotSettle(actor, current, 'settle');
  if (barred !== undefined) return barred;
  if (note.trim() === '') return { code: 'invalid', pointer: '/note', detail: 'Say how it is blocked.' };
  return [{ type: 'ShadowAiBlocked', at, by, note }];
}

/** Not by its owner: nobody lets themselves off. */
function dismiss({ at, by, actor, reason }: CommandOf<'dismiss'>, current: ShadowAi): Answer {
  if (!isOverseer(actor)) {
    return { code: 'wrong_role', detail: 'Compliance managers say that it is no AI system.' };
  }
  if (actor.person === current.owner) {
    return { code: 'segregation_of_duties', detail: 'Nobody dismisses their own finding.' };
  }
  if (current.state !== 'open') return closed(current);
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'ShadowAiDismissed', at, by, reason }];
}

function mayNotSettle(actor: Actor, current: ShadowAi, act: string): Refusal | undefined {
  if (actor.person !== current.owner && !isOverseer(actor)) {
    return { code: 'wrong_role', detail: `Its owner and compliance managers ${act} a finding.` };
  }
  return current.state === 'open' ? undefined : closed(current);
}

function isOverseer({ roles }: Actor): boolean {
  return roles.includes('compliance_manager');
}

function closed({ state }: ShadowAi): Refusal {
  return { code: 'closed', detail: `This finding is ${state}; that is final.` };
}

/** What each event means for the state. Never refuses: what happened, happened. */
function evolve(current: ShadowAi | undefined, event: ShadowAiEvent): ShadowAi {
  if (event.type === 'ShadowAiFound') return found(event);
  if (current === undefined)
    throw new Error(`the first event of a finding is ShadowAiFound, not ${event.type}`);
  const { at, by } = event;
  switch (event.type) {
    case 'ShadowAiHandedOver':
      return { ...current, owner: event.owner };
    case 'ShadowAiRegistered':
      return { ...current, state: 'registered', system: event.system, settled: { by, at, note: event.note } };
    case 'ShadowAiBlocked':
      return { ...current, state: 'blocked', settled: { by, at, note: event.note } };
    case 'ShadowAiDismissed':
      return { ...current, state: 'dismissed', settled: { by, at, note: event.reason } };
    case 'ShadowAiReminded':
      return { ...current, remindAt: remindersAfter(current, at) };
    case 'ShadowAiEscalated':
      return { ...current, escalatedAt: at };
  }
}

function found(event: Extract<ShadowAiEvent, { type: 'ShadowAiFound' }>): ShadowAi {
  const { at, name, number, owner, dueAt, remindAt } = event;
  return {
    state: 'open',
    name,
    number,
    owner,
    openedAt: at,
    dueAt,
    remindAt,
    escalatedAt: null,
    system: null,
    settled: null,
  };
}

function nextDeadline(current: ShadowAi): Instant | undefined {
  return current.state === 'open' ? nextOf(current) : undefined;
}

function elapse(current: ShadowAi, now: Instant): ShadowAiEvent[] {
  if (current.state !== 'open') return [];
  const { dueAt } = current;
  const { reminds, escalates } = strikes(current, now);
  const events: ShadowAiEvent[] = [];
  if (reminds) {
    events.push({ type: 'ShadowAiReminded', at: now, by: itself, dueAt, overdue: dueAt <= now });
  }
  if (escalates) {
    events.push({ type: 'ShadowAiEscalated', at: now, by: itself, to: shadowAiEscalatesTo });
  }
  return events;
}
