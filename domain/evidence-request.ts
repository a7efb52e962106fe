import { daysAfter } from './days.ts';
import type { Command, Decider, Decision, DomainEvent, Instant, PersonId, Refusal } from './decider.ts';
import { nextOf, remindersAfter, strikes } from './due.ts';
import { type Actor, type Role, system } from './identity.ts';

/**
 * `asked`: the organisation is to reply; `answered` and `declined`: it has, and the auditor takes that (`accepted`) or asks
 * back; `called_off`: the engagement came to its end before.
 */
export const evidenceRequestStates = ['asked', 'answered', 'declined', 'accepted', 'called_off'] as const;
export type EvidenceRequestState = (typeof evidenceRequestStates)[number];

/** One question and the reply to it: the first one, and each time that the auditor asks back another. */
export interface EvidenceRound {
  text: string;
  by: PersonId;
  at: Instant;
  dueAt: Instant;
  reply: EvidenceReply | null;
}

export interface EvidenceReply {
  kind: 'answered' | 'declined';
  text: string;
  /** Hashes of files that were put to the request. */
  files: string[];
  by: PersonId;
  at: Instant;
}

/** What an external auditor wants to be shown, by a time. */
export interface EvidenceRequest {
  state: EvidenceRequestState;
  /** The engagement that it belongs to. */
  engagement: string;
  title: string;
  /** Who is asked; null is every compliance manager. */
  to: PersonId | null;
  askedBy: PersonId;
  rounds: EvidenceRound[];
  /** Of the last round. */
  dueAt: Instant;
  remindAt: Instant[];
  escalatedAt: Instant | null;
  settled: { by: PersonId; at: Instant; note: string } | null;
}

export type EvidenceRequestCommand = Command &
  (
    | {
        type: 'ask';
        actor: Actor;
        engagement: string;
        title: string;
        text: string;
        to: PersonId | null;
        dueAt: Instant;
      }
    | { type: 'answer'; actor: Actor; text: string; files: string[] }
    | { type: 'decline'; actor: Actor; reason: string }
    | { type: 'accept'; actor: Actor; note: string }
    | { type: 'askBack'; actor: Actor; text: string; dueAt: Instant }
    | { type: 'handOver'; actor: Actor; to: PersonId | null }
    /** By the engagement, which has come to its end, or by an operator. */
    | { type: 'callOff'; reason: string }
  );

export type EvidenceRequestEvent = DomainEvent &
  (
    | {
        type: 'EvidenceRequested';
        engagement: string;
        title: string;
        text: string;
        to: PersonId | null;
        dueAt: Instant;
        remindAt: Instant[];
      }
    | { type: 'EvidenceRequestAnswered'; text: string; files: string[] }
    | { type: 'EvidenceRequestDeclined'; reason: string }
    | { type: 'EvidenceRequestAccepted'; note: string }
    | { type: 'EvidenceRequestAskedBack'; text: string; dueAt: Instant; remindAt: Instant[] }
    | { type: 'EvidenceRequestHandedOver'; to: PersonId | null }
    | { type: 'EvidenceRequestReminded'; dueAt: Instant; overdue: boolean }
    | { type: 'EvidenceRequestEscalated'; to: Role }
    | { type: 'EvidenceRequestCalledOff'; reason: string }
  );

type CommandOf<Type extends EvidenceRequestCommand['type']> = Extract<EvidenceRequestCommand, { type: Type }>;
type Answer = Decision<EvidenceRequestEvent>;

/** What is asked of everybody goes to management when nobody replies in time; of one person, to compliance managers. */
export function escalatesTo({ to }: Pick<EvidenceRequest, 'to'>): Role {
  return to === null ? 'management' : 'compliance_manager';
}

/** A request for evidence: asked by an external auditor, replied to by a time (ISO 19011, 6.4.7). */
export const evidenceRequest: Decider<EvidenceRequest, EvidenceRequestCommand, EvidenceRequestEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: ({ state }) => state === 'accepted' || state === 'called_off',
};

/** Whether it is for this person to reply. */
export function isToReply({ to }: Pick<EvidenceRequest, 'to'>, { person, roles }: Actor): boolean {
  return person === to || roles.includes('compliance_manager');
}

function decide(command: EvidenceRequestCommand, current: EvidenceRequest | undefined): Answer {
  if (command.type === 'ask') return ask(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such request.' };
  switch (command.type) {
    case 'answer':
      return answer(command, current);
    case 'decline':
      return decline(command, current);
    case 'accept':
      return accept(command, current);
    case 'askBack':
      return askBack(command, current);
    case 'handOver':
      return handOver(command, current);
    case 'callOff':
      return callOff(command, current);
  }
}

function ask(command: CommandOf<'ask'>, current: EvidenceRequest | undefined): Answer {
  const { at, by, actor, engagement, title, text, to, dueAt } = command;
  if (!isAuditor(actor)) return forAuditors;
  if (current !== undefined) return { code: 'already_decided', detail: 'This is asked already.' };
  if (title.trim() === '') return { code: 'invalid', pointer: '/title', detail: 'Say what you want to see.' };
  if (dueAt <= at) return inThePast;
  const remindAt = reminders(at, dueAt);
  return [{ type: 'EvidenceRequested', at, by, engagement, title, text, to, dueAt, remindAt }];
}

const inThePast: Refusal = { code: 'invalid', pointer: '/dueOn', detail: 'This has passed.' };

const forAuditors: Refusal = {
  code: 'wrong_role',
  detail: 'External auditors ask for evidence, and say whether it will do.',
};

function answer({ at, by, actor, text, files }: CommandOf<'answer'>, current: EvidenceRequest): Answer {
  const barred = mayNotReply(actor, current);
  if (barred !== undefined) return barred;
  if (text.trim() === '' && files.length === 0) {
    return { code: 'invalid', pointer: '/text', detail: 'Say something, or put a file to it.' };
  }
  return [{ type: 'EvidenceRequestAnswered', at, by, text, files }];
}

function decline({ at, by, actor, reason }: CommandOf<'decline'>, current: EvidenceRequest): Answer {
  const barred = mayNotReply(actor, current);
  if (barred !== undefined) return barred;
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'EvidenceRequestDeclined', at, by, reason }];
}

function accept({ at, by, actor, note }: CommandOf<'accept'>, current: EvidenceRequest): Answer {
  return mayNotJudge(actor, current) ?? [{ type: 'EvidenceRequestAccepted', at, by, note }];
}

function askBack({ at, by, actor, text, dueAt }: CommandOf<'askBack'>, current: EvidenceRequest): Answer {
  const barred = mayNotJudge(actor, current);
  if (barred !== undefined) return barred;
  if (text.trim() === '') return { code: 'invalid', pointer: '/text', detail: 'Say what is missing.' };
  if (dueAt <= at) return inThePast;
  return [{ type: 'EvidenceRequestAskedBack', at, by, text, dueAt, remindAt: reminders(at, dueAt) }];
}

function handOver({ at, by, actor, to }: CommandOf<'handOver'>, current: EvidenceRequest): Answer {
  const barred = mayNotReply(actor, current);
  if (barred !== undefined) return barred;
  if (to === current.to) return { code: 'unchanged', detail: 'This changes nothing.' };
  return [{ type: 'EvidenceRequestHandedOver', at, by, to }];
}

function callOff({ at, by, reason }: CommandOf<'callOff'>, current: EvidenceRequest): Answer {
  if (evidenceRequest.isFinal(current)) return closed(current);
  return [{ type: 'EvidenceRequestCalledOff', at, by, reason }];
}

/** Only the organisation replies, and only while it is asked. */
function mayNotReply(actor: Actor, current: EvidenceRequest): Refusal | undefined {
  if (!isToReply(current, actor)) {
    return { code: 'wrong_role', detail: 'Whoever is asked replies, and compliance managers do.' };
  }
  if (evidenceRequest.isFinal(current)) return closed(current);
  if (current.state === 'asked') return undefined;
  return { code: 'already_decided', detail: `This has been ${current.state}; it is the auditor’s turn.` };
}

/** Only external auditors judge a reply, and only once there is one. */
function mayNotJudge(actor: Actor, current: EvidenceRequest): Refusal | undefined {
  if (!isAuditor(actor)) return forAuditors;
  if (evidenceRequest.isFinal(current)) return closed(current);
  if (current.state !== 'asked') return undefined;
  return { code: 'already_decided', detail: 'There is no reply yet.' };
}

function isAuditor({ roles }: Actor): boolean {
  return roles.includes('external_auditor');
}

function closed({ state }: EvidenceRequest): Refusal {
  return { code: 'closed', detail: `This request is ${state.replace('_', ' ')}; that is final.` };
}

/** A day before it is due, or at half of the time where that is less; and again when it is. */
function reminders(at: Instant, dueAt: Instant): Instant[] {
  const half = new Date((Date.parse(at) + Date.parse(dueAt)) / 2).toISOString();
  const before = daysAfter(dueAt, -1);
  return [before > half ? before : half, dueAt];
}

/** What each event means for the state. Never refuses: what happened, happened. */
function evolve(current: EvidenceRequest | undefined, event: EvidenceRequestEvent): EvidenceRequest {
  if (event.type === 'EvidenceRequested') return requested(event);
  if (current === undefined)
    throw new Error(`the first event of a request is EvidenceRequested, not ${event.type}`);
  const { at, by } = event;
  switch (event.type) {
    case 'EvidenceRequestAnswered': {
      const { text, files } = event;
      return replied(current, { kind: 'answered', text, files, by, at });
    }
    case 'EvidenceRequestDeclined':
      return replied(current, { kind: 'declined', text: event.reason, files: [], by, at });
    case 'EvidenceRequestAccepted':
      return { ...current, state: 'accepted', settled: { by, at, note: event.note } };
    case 'EvidenceRequestAskedBack': {
      const { text, dueAt, remindAt } = event;
      const rounds = [...current.rounds, { text, by, at, dueAt, reply: null }];
      return { ...current, state: 'asked', rounds, dueAt, remindAt, escalatedAt: null };
    }
    case 'EvidenceRequestHandedOver':
      return { ...current, to: event.to };
    case 'EvidenceRequestReminded':
      return { ...current, remindAt: remindersAfter(current, at) };
    case 'EvidenceRequestEscalated':
      return { ...current, escalatedAt: at };
    case 'EvidenceRequestCalledOff':
      return { ...current, state: 'called_off', settled: { by, at, note: event.reason } };
  }
}

function requested(event: Extract<EvidenceRequestEvent, { type: 'EvidenceRequested' }>): EvidenceRequest {
  const { at, by, engagement, title, text, to, dueAt, remindAt } = event;
  return {
    state: 'asked',
    engagement,
    title,
    to,
    askedBy: by,
    rounds: [{ text, by, at, dueAt, reply: null }],
    dueAt,
    remindAt,
    escalatedAt: null,
    settled: null,
  };
}

function replied(current: EvidenceRequest, reply: EvidenceReply): EvidenceRequest {
  const rounds = current.rounds.map((round, index) =>
    index === current.rounds.length - 1 ? { ...round, reply } : round,
  );
  return { ...current, state: reply.kind, rounds };
}

function nextDeadline(current: EvidenceRequest): Instant | undefined {
  return current.state === 'asked' ? nextOf(current) : undefined;
}

function elapse(current: EvidenceRequest, now: Instant): EvidenceRequestEvent[] {
  if (current.state !== 'asked') return [];
  const { dueAt } = current;
  const { reminds, escalates } = strikes(current, now);
  const events: EvidenceRequestEvent[] = [];
  if (reminds) {
    events.push({ type: 'EvidenceRequestReminded', at: now, by: system, dueAt, overdue: dueAt <= now });
  }
  if (escalates) {
    events.push({ type: 'EvidenceRequestEscalated', at: now, by: system, to: escalatesTo(current) });
  }
  return events;
}
