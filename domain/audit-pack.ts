import { type AuditScope, plainScope } from './audit-scope.ts';
import { daysAfter } from './days.ts';
import type { Command, Decider, Decision, DomainEvent, Instant, PersonId } from './decider.ts';
import { type Actor, type Role, system as itself } from './identity.ts';

/** `making` until its last file is written, `ready` while it is kept; of the others the record stays. */
export const auditPackStates = ['making', 'ready', 'cancelled', 'expired'] as const;
export type AuditPackState = (typeof auditPackStates)[number];

/** Days for which the files of a pack are kept once they are there. */
export const packKeptDays = 30;

/** Who asks for a pack and reads it. An auditor does: it changes no record that is governed here. */
export const packReaders = ['compliance_manager', 'auditor', 'administrator'] as const satisfies Role[];

/** Who calls off what somebody else has asked for, and says what auditors from outside are handed. */
export const overAllPacks = ['compliance_manager', 'administrator'] as const satisfies Role[];

/** Somebody has taken the files of a pack with them. */
export interface AuditPackDownloaded extends DomainEvent {
  type: 'AuditPackDownloaded';
  download: string;
  pack: string;
}

/** What came of the making. */
export interface MadePack {
  files: number;
  /** Of all files, before they are packed. */
  bytes: number;
  records: number;
  events: number;
  /** SHA-256 of manifest.json, which names every other file with its own. */
  manifestHash: string;
}

/** All that an auditor needs of a scope, in one file that verifies without us. */
export interface AuditPack {
  state: AuditPackState;
  title: string;
  scope: AuditScope;
  /** The period as instants: from the first of its first day to the last of its last, or to when it was asked for. */
  since: Instant;
  until: Instant;
  /** The audit engagement whose auditors from outside may have it too; null for none. */
  engagement: string | null;
  askedBy: PersonId;
  askedAt: Instant;
  made: (MadePack & { at: Instant }) | null;
  /** Until when its files are kept, once they are there. */
  keptUntil: Instant | null;
  cancelled: { by: PersonId; at: Instant } | null;
}

type Asking = Pick<AuditPack, 'title' | 'scope' | 'since' | 'until'> & {
  engagement?: string | undefined;
};

export type AuditPackCommand = Command &
  (
    | ({ type: 'ask'; actor: Actor } & Asking)
    /** By itself, when the last file is written. */
    | ({ type: 'complete' } & MadePack)
    /** Also of one that is made: its files are thrown away. */
    | { type: 'cancel'; actor: Actor }
  );

export type AuditPackEvent = DomainEvent &
  (
    | ({ type: 'AuditPackAsked' } & Asking)
    | ({ type: 'AuditPackMade'; keptUntil: Instant } & MadePack)
    | { type: 'AuditPackCancelled' }
    | { type: 'AuditPackExpired' }
  );

type CommandOf<Type extends AuditPackCommand['type']> = Extract<AuditPackCommand, { type: Type }>;
type Answer = Decision<AuditPackEvent>;

export const auditPack: Decider<AuditPack, AuditPackCommand, AuditPackEvent> = {
  decide,
  evolve,
  elapse: (pack, now) => {
    const due = nextDeadline(pack);
    return due === undefined || due > now ? [] : [{ type: 'AuditPackExpired', at: now, by: itself }];
  },
  nextDeadline,
  isFinal: isOver,
};

function decide(command: AuditPackCommand, current: AuditPack | undefined): Answer {
  if (command.type === 'ask') return ask(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such audit pack.' };
  return command.type === 'complete' ? complete(command, current) : cancel(command, current);
}

function ask(command: CommandOf<'ask'>, current: AuditPack | undefined): Answer {
  const { at, by, actor, title, scope, since, until, engagement } = command;
  if (!packReaders.some((role) => actor.roles.includes(role))) {
    return { code: 'wrong_role', detail: `Audit packs are for: ${packReaders.join(', ')}.` };
  }
  if (engagement !== undefined && !isOverAll(actor)) {
    return { code: 'wrong_role', detail: `What leaves the house is for: ${overAllPacks.join(', ')}.` };
  }
  if (current !== undefined) return { code: 'already_decided', detail: 'This pack is asked for already.' };
  const asked = { title, scope: plainScope(scope), since, until };
  return [{ type: 'AuditPackAsked', at, by, ...asked, ...(engagement !== undefined && { engagement }) }];
}

function complete({ at, by, ...made }: CommandOf<'complete'>, current: AuditPack): Answer {
  if (current.state !== 'making') return closed(current);
  const { files, bytes, records, events, manifestHash } = made;
  const keptUntil = daysAfter(at, packKeptDays);
  return [{ type: 'AuditPackMade', at, by, files, bytes, records, events, manifestHash, keptUntil }];
}

function cancel({ at, by, actor }: CommandOf<'cancel'>, current: AuditPack): Answer {
  if (by !== current.askedBy && !isOverAll(actor)) {
    const detail = 'Whoever asked for it calls it off, or a compliance manager or administrator.';
    return { code: 'wrong_role', detail };
  }
  if (isOver(current)) return closed(current);
  return [{ type: 'AuditPackCancelled', at, by }];
}

function isOverAll({ roles }: Actor): boolean {
  return overAllPacks.some((role) => roles.includes(role));
}

function closed({ state }: AuditPack): Answer {
  return { code: 'closed', detail: `This audit pack is ${state}; that is final.` };
}

function isOver({ state }: AuditPack): boolean {
  return state === 'cancelled' || state === 'expired';
}

/** What each event means for the state. Never refuses: what happened, happened. */
function evolve(current: AuditPack | undefined, event: AuditPackEvent): AuditPack {
  const { at, by } = event;
  if (event.type === 'AuditPackAsked') {
    const { title, scope, since, until, engagement = null } = event;
    const asked = { title, scope, since, until, engagement, askedBy: by, askedAt: at };
    return { state: 'making', ...asked, made: null, keptUntil: null, cancelled: null };
  }
  if (current === undefined)
    throw new Error(`the first event of a pack is AuditPackAsked, not ${event.type}`);
  switch (event.type) {
    case 'AuditPackMade': {
      const { files, bytes, records, events, manifestHash, keptUntil } = event;
      const made = { at, files, bytes, records, events, manifestHash };
      return { ...current, state: 'ready', made, keptUntil };
    }
    case 'AuditPackCancelled':
      return { ...current, state: 'cancelled', cancelled: { by, at } };
    case 'AuditPackExpired':
      return { ...current, state: 'expired' };
  }
}

function nextDeadline({ state, keptUntil }: AuditPack): Instant | undefined {
  return state === 'ready' ? (keptUntil ?? undefined) : undefined;
}
