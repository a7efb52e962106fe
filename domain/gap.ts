import { daysAfter } from './days.ts';
import type { Decider, Decision, Instant, Refusal } from './decider.ts';
import { nextOf, strikes } from './due.ts';
import { evolve } from './gap-evolution.ts';
import type { Gap, GapCommand, GapEvent } from './gap-state.ts';
import { type Actor, type Role, system } from './identity.ts';

type CommandOf<Type extends GapCommand['type']> = Extract<GapCommand, { type: Type }>;
type Answer = Decision<GapEvent>;

/** Days until a gap is to be closed, while nobody has planned otherwise. */
export const gapDays = 30;

/** Whoever waits for a gap that nobody closes, and who may then give it to somebody. */
export const gapEscalatesTo: Role = 'management';

/**
 * A gap: what a statement says is not so. It has an owner, a plan and a day; it is closed when the records show that the
 * statement holds, which a guard looks into, and never because somebody says so (ISO/IEC 42001, 10.2).
 */
export const gap: Decider<Gap, GapCommand, GapEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline: (current) => (current.state === 'open' ? nextOf(current) : undefined),
  isFinal: ({ state }) => state !== 'open',
};

function decide(command: GapCommand, current: Gap | undefined): Answer {
  if (command.type === 'open') return open(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such gap.' };
  switch (command.type) {
    case 'count':
      return count(command, current);
    case 'assign':
      return assign(command, current);
    case 'plan':
      return plan(command, current);
    case 'close':
      return close(command, current);
    case 'withdraw':
      return withdraw(command, current);
  }
}

function open(command: CommandOf<'open'>, current: Gap | undefined): Answer {
  if (current !== undefined) return { code: 'already_decided', detail: 'This gap is open already.' };
  const { at, by, statement, number, owner, population, failing } = command;
  const said = { statement, number, owner, population, failing };
  return [{ type: 'GapOpened', at, by, ...said, ...clockUntil(at, daysAfter(at, gapDays)) }];
}

/** Halfway through, and when it is due. */
function clockUntil(at: Instant, dueAt: Instant) {
  const half = new Date((Date.parse(at) + Date.parse(dueAt)) / 2).toISOString();
  return { dueAt, remindAt: [half, dueAt] };
}

function count({ at, by, population, failing, owner }: CommandOf<'count'>, current: Gap): Answer {
  if (current.state !== 'open') return ended(current);
  const { counted } = current;
  const isNew = counted.population !== population || counted.failing !== failing;
  const events: GapEvent[] = [
    ...(isNew ? [{ type: 'GapCounted' as const, at, by, population, failing }] : []),
    ...(current.owner === null && owner !== null ? [{ type: 'GapAssigned' as const, at, by, owner }] : []),
  ];
  return events.length > 0 ? events : { code: 'unchanged', detail: 'The records show what they showed.' };
}

function assign({ at, by, actor, owner }: CommandOf<'assign'>, current: Gap): Answer {
  if (!mayAssignGap(actor, current)) {
    const detail =
      'Compliance managers and its owner say whose it is; management does too, once it has come to them.';
    return { code: 'wrong_role', detail };
  }
  if (current.state !== 'open') return ended(current);
  if (owner === current.owner) return { code: 'unchanged', detail: 'It is theirs already.' };
  return [{ type: 'GapAssigned', at, by, owner }];
}

function plan({ at, by, actor, text, dueAt }: CommandOf<'plan'>, current: Gap): Answer {
  if (!mayMend(actor, current)) {
    return { code: 'wrong_role', detail: 'Its owner and compliance managers plan how a gap is closed.' };
  }
  if (current.state !== 'open') return ended(current);
  if (text.trim() === '') {
    return { code: 'invalid', pointer: '/text', detail: 'Say what is done so that the statement holds.' };
  }
  if (dueAt <= at) return { code: 'invalid', pointer: '/dueOn', detail: 'This day has passed.' };
  if (dueAt > current.dueAt && actor.person === current.owner) {
    const detail = 'Nobody gives themselves more time: a compliance manager who does not own it may.';
    return { code: 'segregation_of_duties', pointer: '/dueOn', detail };
  }
  if (text === current.plan?.text && dueAt === current.dueAt) {
    return { code: 'unchanged', detail: 'This changes nothing.' };
  }
  return [{ type: 'GapPlanned', at, by, text, ...clockUntil(at, dueAt) }];
}

function close({ at, by, actor, cause, correction }: CommandOf<'close'>, current: Gap): Answer {
  if (!mayMend(actor, current)) {
    return { code: 'wrong_role', detail: 'Its owner and compliance managers close a gap.' };
  }
  if (current.state !== 'open') return ended(current);
  if (cause.trim() === '') {
    return { code: 'invalid', pointer: '/cause', detail: 'Say what it came from.' };
  }
  if (correction.trim() === '') {
    return {
      code: 'invalid',
      pointer: '/correction',
      detail: 'Say what was done so that it does not come again.',
    };
  }
  return [{ type: 'GapClosed', at, by, statement: current.statement, cause, correction }];
}

function withdraw({ at, by, reason }: CommandOf<'withdraw'>, current: Gap): Answer {
  if (current.state !== 'open') return ended(current);
  return [{ type: 'GapWithdrawn', at, by, reason }];
}

/** Whether somebody plans how it is closed, and closes it. */
export function mayMend(
  { person, roles }: Pick<Actor, 'person' | 'roles'>,
  { owner }: Pick<Gap, 'owner'>,
): boolean {
  return person === owner || roles.includes('compliance_manager');
}

/** Whether somebody says whose it is. */
export function mayAssignGap(
  actor: Pick<Actor, 'person' | 'roles'>,
  current: Pick<Gap, 'owner' | 'escalatedAt'>,
): boolean {
  return mayMend(actor, current) || (current.escalatedAt !== null && actor.roles.includes(gapEscalatesTo));
}

function ended({ state }: Gap): Refusal {
  return { code: 'closed', detail: `This gap is ${state}; that is final.` };
}

function elapse(current: Gap, now: Instant): GapEvent[] {
  if (current.state !== 'open') return [];
  const { dueAt } = current;
  const { reminds, escalates } = strikes(current, now);
  return [
    ...(reminds ? [{ type: 'GapReminded' as const, at: now, by: system, dueAt, overdue: dueAt <= now }] : []),
    ...(escalates ? [{ type: 'GapEscalated' as const, at: now, by: system, to: gapEscalatesTo }] : []),
  ];
}
