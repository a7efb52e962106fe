import type { AuditScope } from './audit-scope.ts';
import { daysAfter } from './days.ts';
import type { Command, Decider, Decision, DomainEvent, Instant, PersonId, Refusal } from './decider.ts';
import { type Actor, system } from './identity.ts';

/** Open until its end comes (`ended`), or somebody closes it before (`closed`). */
export const auditEngagementStates = ['open', 'ended', 'closed'] as const;
export type AuditEngagementState = (typeof auditEngagementStates)[number];

/** A period, in instants: both belong to it. */
export interface AuditPeriod {
  from: Instant;
  until: Instant;
}

/** What auditors from outside are here for: what they may look at, and until when. */
export interface AuditEngagement {
  state: AuditEngagementState;
  title: string;
  /** Whose people they are: a certification body, a firm. */
  firm: string;
  scope: AuditScope;
  /** The period of the scope, as the organisation's clocks had it. */
  period: AuditPeriod;
  /** The last day, a local date, and its last instant: from then on its auditors see nothing. */
  endsOn: string;
  endsAt: Instant;
  /** Reminders still to come. */
  remindAt: Instant[];
  /** Who is let in now. */
  auditors: PersonId[];
  openedBy: PersonId;
  openedAt: Instant;
  /** How it came to its end. */
  over: { by: PersonId; at: Instant; reason: string } | null;
}

type Opening = Pick<
  AuditEngagement,
  'title' | 'firm' | 'scope' | 'period' | 'endsOn' | 'endsAt' | 'auditors'
>;

export type AuditEngagementCommand = Command & { actor: Actor } & (
    | ({ type: 'open' } & Opening)
    | { type: 'addAuditor'; auditor: PersonId }
    | { type: 'removeAuditor'; auditor: PersonId; reason: string }
    | { type: 'moveEnd'; endsOn: string; endsAt: Instant; reason: string }
    | { type: 'close'; reason: string }
  );

export type AuditEngagementEvent = DomainEvent &
  (
    | ({ type: 'AuditEngagementOpened'; remindAt: Instant[] } & Opening)
    | { type: 'AuditorAdded'; auditor: PersonId }
    | { type: 'AuditorRemoved'; auditor: PersonId; reason: string }
    | {
        type: 'AuditEngagementEndMoved';
        endsOn: string;
        endsAt: Instant;
        remindAt: Instant[];
        reason: string;
      }
    | { type: 'AuditEngagementReminded'; endsAt: Instant }
    | { type: 'AuditEngagementEnded' }
    | { type: 'AuditEngagementClosed'; reason: string }
  );

type CommandOf<Type extends AuditEngagementCommand['type']> = Extract<AuditEngagementCommand, { type: Type }>;
type Answer = Decision<AuditEngagementEvent>;

/** More people than any audit sends. */
export const mostAuditors = 50;

/** Days before the end at which whoever has opened it is reminded. */
const remindedBefore = [7, 1];

/** An audit by people from outside: who looks at what, until when (ISO/IEC 42001, 9.2; ISO 19011, 5.4). */
export const auditEngagement: Decider<AuditEngagement, AuditEngagementCommand, AuditEngagementEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: ({ state }) => state !== 'open',
};

/** Whether its auditors are let in at an instant; its end itself is too late, whatever a timer has done by then. */
export function letsIn({ state, endsAt }: Pick<AuditEngagement, 'state' | 'endsAt'>, at: Instant): boolean {
  return state === 'open' && at < endsAt;
}

function decide(command: AuditEngagementCommand, current: AuditEngagement | undefined): Answer {
  if (!mayDirect(command.actor)) {
    return { code: 'wrong_role', detail: 'Compliance managers and administrators direct an engagement.' };
  }
  if (command.type === 'open') return open(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such engagement.' };
  if (current.state !== 'open') return closed(current);
  switch (command.type) {
    case 'addAuditor':
      return addAuditor(command, current);
    case 'removeAuditor':
      return removeAuditor(command, current);
    case 'moveEnd':
      return moveEnd(command, current);
    case 'close':
      return close(command);
  }
}

function mayDirect({ roles }: Actor): boolean {
  return roles.includes('compliance_manager') || roles.includes('administrator');
}

function closed({ state }: AuditEngagement): Refusal {
  return { code: 'closed', detail: `This engagement is ${state}; that is final.` };
}

function open(command: CommandOf<'open'>, current: AuditEngagement | undefined): Answer {
  if (current !== undefined) return { code: 'already_decided', detail: 'This engagement is open already.' };
  const { at, by, title, firm, scope, period, endsOn, endsAt } = command;
  const auditors = [...new Set(command.auditors)];
  if (title.trim() === '') return { code: 'invalid', pointer: '/title', detail: 'Say what is audited.' };
  if (firm.trim() === '') return { code: 'invalid', pointer: '/firm', detail: 'Say who audits.' };
  if (endsAt <= at) return inThePast;
  if (auditors.length > mostAuditors) return tooMany;
  const remindAt = reminders(at, endsAt);
  const opening = { title, firm, scope, period, endsOn, endsAt, auditors };
  return [{ type: 'AuditEngagementOpened', at, by, ...opening, remindAt }];
}

const inThePast: Refusal = { code: 'invalid', pointer: '/endsOn', detail: 'This day has passed.' };

const tooMany: Refusal = {
  code: 'invalid',
  pointer: '/auditors',
  detail: `An engagement has ${mostAuditors} auditors at most.`,
};

function addAuditor({ at, by, auditor }: CommandOf<'addAuditor'>, current: AuditEngagement): Answer {
  if (current.auditors.includes(auditor)) return { code: 'unchanged', detail: 'They are let in already.' };
  if (current.auditors.length >= mostAuditors) return tooMany;
  return [{ type: 'AuditorAdded', at, by, auditor }];
}

function removeAuditor(command: CommandOf<'removeAuditor'>, current: AuditEngagement): Answer {
  const { at, by, auditor, reason } = command;
  if (!current.auditors.includes(auditor)) return { code: 'unchanged', detail: 'They are not let in.' };
  if (reason.trim() === '') return sayWhy;
  return [{ type: 'AuditorRemoved', at, by, auditor, reason }];
}

const sayWhy: Refusal = { code: 'invalid', pointer: '/reason', detail: 'Say why.' };

function moveEnd(command: CommandOf<'moveEnd'>, current: AuditEngagement): Answer {
  const { at, by, endsOn, endsAt, reason } = command;
  if (endsAt === current.endsAt) return { code: 'unchanged', detail: 'It ends on this day already.' };
  if (endsAt <= at) return inThePast;
  if (reason.trim() === '') return sayWhy;
  return [
    { type: 'AuditEngagementEndMoved', at, by, endsOn, endsAt, remindAt: reminders(at, endsAt), reason },
  ];
}

function close({ at, by, reason }: CommandOf<'close'>): Answer {
  if (reason.trim() === '') return sayWhy;
  return [{ type: 'AuditEngagementClosed', at, by, reason }];
}

/** Those that lie ahead. */
function reminders(at: Instant, endsAt: Instant): Instant[] {
  return remindedBefore.map((days) => daysAfter(endsAt, -days)).filter((instant) => instant > at);
}

/** What each event means for the state. Never refuses: what happened, happened. */
function evolve(current: AuditEngagement | undefined, event: AuditEngagementEvent): AuditEngagement {
  if (event.type === 'AuditEngagementOpened') return opened(event);
  if (current === undefined)
    throw new Error(`the first event of an engagement is AuditEngagementOpened, not ${event.type}`);
  const { at, by } = event;
  switch (event.type) {
    case 'AuditorAdded':
      return { ...current, auditors: [...current.auditors, event.auditor] };
    case 'AuditorRemoved':
      return { ...current, auditors: current.auditors.filter((auditor) => auditor !== event.auditor) };
    case 'AuditEngagementEndMoved': {
      const { endsOn, endsAt, remindAt } = event;
      return { ...current, endsOn, endsAt, remindAt };
    }
    case 'AuditEngagementReminded':
      return { ...current, remindAt: current.remindAt.filter((instant) => instant > at) };
    case 'AuditEngagementEnded':
      return { ...current, state: 'ended', over: { by, at, reason: '' } };
    case 'AuditEngagementClosed':
      return { ...current, state: 'closed', over: { by, at, reason: event.reason } };
  }
}

function opened(event: Extract<AuditEngagementEvent, { type: 'AuditEngagementOpened' }>): AuditEngagement {
  const { at, by, title, firm, scope, period, endsOn, endsAt, remindAt, auditors } = event;
  return {
    state: 'open',
    title,
    firm,
    scope,
    period,
    endsOn,
    endsAt,
    remindAt,
    auditors,
    openedBy: by,
    openedAt: at,
    over: null,
  };
}

function nextDeadline({ state, remindAt, endsAt }: AuditEngagement): Instant | undefined {
  return state === 'open' ? [...remindAt, endsAt].sort()[0] : undefined;
}

/** It ends at its end, however late the timer; what was to be reminded of by then is over. */
function elapse({ state, remindAt, endsAt }: AuditEngagement, now: Instant): AuditEngagementEvent[] {
  if (state !== 'open') return [];
  if (endsAt <= now) return [{ type: 'AuditEngagementEnded', at: endsAt, by: system }];
  if (!remindAt.some((instant) => instant <= now)) return [];
  return [{ type: 'AuditEngagementReminded', at: now, by: system, endsAt }];
}
