import type { Decider, Decision, Refusal } from './decider.ts';
import { type Actor, operator } from './identity.ts';
import { askSecondOpinion, confirm, decideCase, disagree } from './oversight-case-decision.ts';
import { evolve } from './oversight-case-evolution.ts';
import { acknowledge, assign, handOver, notAwaited, reassign, whyBarred } from './oversight-case-reviewer.ts';
import type {
  OversightCase,
  OversightCaseCommand,
  OversightCaseEvent,
  OversightMatter,
} from './oversight-case-state.ts';
import { elapse, isAwaited, isHeld, nextDeadline, openDuties } from './oversight-case-time.ts';

type CommandOf<Type extends OversightCaseCommand['type']> = Extract<OversightCaseCommand, { type: Type }>;
type Answer = Decision<OversightCaseEvent>;

/** Something that AI has done, before a trained person who can override it (AI Act, Articles 14 and 26(2)). */
export const oversightCase: Decider<OversightCase, OversightCaseCommand, OversightCaseEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: ({ state }) => state === 'closed' || state === 'called_off',
};

function decide(command: OversightCaseCommand, current: OversightCase | undefined): Answer {
  if (command.type === 'open') return open(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such case.' };
  switch (command.type) {
    case 'assign':
      return assign(command, current);
    case 'acknowledge':
      return acknowledge(command, current);
    case 'decide':
      return decideCase(command, current);
    case 'confirm':
      return confirm(command, current);
    case 'disagree':
      return disagree(command, current);
    case 'askSecondOpinion':
      return askSecondOpinion(command, current);
    case 'handOver':
      return handOver(command, current);
    case 'reassign':
      return reassign(command, current);
    case 'report':
      return report(command, current);
    case 'close':
      return close(command, current);
    case 'callOff':
      return callOff(command, current);
  }
}

function open(command: CommandOf<'open'>, current: OversightCase | undefined): Answer {
  if (current !== undefined) return { code: 'already_decided', detail: 'This case is open already.' };
  const { at, by } = command;
  return [{ type: 'OversightCaseOpened', at, by, matter: matterOf(command) }];
}

/** Without what every command carries. */
function matterOf(said: OversightMatter): OversightMatter {
  const { kind, summary, severity, system, boundary } = said;
  const { details, subject, reference, contentHash, holdUntilReviewed } = said;
  return {
    kind,
    summary,
    severity,
    ...(system !== undefined && { system }),
    ...(boundary !== undefined && { boundary }),
    ...(details !== undefined && { details }),
    ...(subject !== undefined && { subject }),
    ...(reference !== undefined && { reference }),
    ...(contentHash !== undefined && { contentHash }),
    ...(holdUntilReviewed !== undefined && { holdUntilReviewed }),
  };
}

/** Puts down that somebody has been told of a serious incident. */
function report({ at, by, actor, told, toldAt, note }: CommandOf<'report'>, current: OversightCase): Answer {
  const { incident, state } = current;
  const fault = whyNotSettling(actor, current, 'report an incident');
  if (fault !== undefined) return fault;
  if (state !== 'decided') return notSettling(current);
  if (incident === null)
    return { code: 'closed', detail: 'This is no serious incident: nobody is to be told.' };
  if (incident[told].told !== null) {
    return { code: 'already_decided', detail: `That the ${told} was told is on record already.` };
  }
  if (toldAt > at) return { code: 'invalid', pointer: '/toldAt', detail: 'Nobody is told in the future.' };
  if (note.trim() === '')
    return { code: 'invalid', pointer: '/note', detail: 'Say how, or under which number.' };
  return [{ type: 'SeriousIncidentReported', at, by, told, toldAt, note }];
}

/** What it came from, and what is done so that it does not come again (ISO/IEC 42001, 10.2). */
function close(command: CommandOf<'close'>, current: OversightCase): Answer {
  const { at, by, actor, rootCause, correctiveAction } = command;
  const fault = whyNotSettling(actor, current, 'close it');
  if (fault !== undefined) return fault;
  if (current.state !== 'decided') return notSettling(current);
  const untold = openDuties(current).map(({ audience }) => audience);
  if (untold.length > 0) {
    const detail = `This is a serious incident: first put down that it was reported to the ${untold.join(' and the ')}.`;
    return { code: 'guard_failed', detail };
  }
  const silent = (['rootCause', 'correctiveAction'] as const).find((part) => command[part].trim() === '');
  if (silent !== undefined) {
    return { code: 'invalid', pointer: `/${silent}`, detail: 'Say it, and if it is that there is none.' };
  }
  return [{ type: 'OversightCaseClosed', at, by, rootCause, correctiveAction }];
}

/** Whoever has decided sees it through, or a compliance manager whom it does not concern. */
function whyNotSettling(actor: Actor, current: OversightCase, act: string): Refusal | undefined {
  const { decision } = current;
  if (decision?.by === actor.person || decision?.confirmedBy === actor.person) return undefined;
  if (!actor.roles.includes('compliance_manager')) {
    return { code: 'wrong_role', detail: `Whoever has decided it and compliance managers ${act}.` };
  }
  return whyBarred(current, actor.person);
}

function notSettling(current: OversightCase): Refusal {
  return isAwaited(current)
    ? { code: 'closed', detail: 'This case has not been decided yet.' }
    : notAwaited(current);
}

/** Ends a case that was opened by mistake. Where somebody waits for the decision, it is decided. */
function callOff({ at, by, actor, reason }: CommandOf<'callOff'>, current: OversightCase): Answer {
  if (!actor.roles.includes('compliance_manager')) {
    return { code: 'wrong_role', detail: 'Compliance managers call off a case.' };
  }
  const barred = whyBarred(current, actor.person);
  if (barred !== undefined) return barred;
  const isOperator = actor.person === operator;
  if (!isAwaited(current) && !(isOperator && current.state === 'decided')) return notAwaited(current);
  if (isHeld(current) && !isOperator) {
    return { code: 'guard_failed', detail: 'Somebody waits for this decision: it is to be decided.' };
  }
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'OversightCaseCalledOff', at, by, reason }];
}
