import type { Decision, Refusal } from './decider.ts';
import { notAwaited, whyNotIn } from './oversight-case-reviewer.ts';
import type {
  OversightCase,
  OversightCaseCommand,
  OversightCaseEvent,
  Verdict,
} from './oversight-case-state.ts';
import { escalated, isAwaited } from './oversight-case-time.ts';

type CommandOf<Type extends OversightCaseCommand['type']> = Extract<OversightCaseCommand, { type: Type }>;
type Answer = Decision<OversightCaseEvent>;

/** Whether a decision counts only once a second reviewer has confirmed it. */
export function needsConfirmation({ terms, secondOpinion }: OversightCase): boolean {
  return terms?.twoReviewers === true || secondOpinion !== null;
}

/** Who decides has said by it that they are at it. */
export function decideCase(command: CommandOf<'decide'>, current: OversightCase): Answer {
  const { at, by, actor, revision } = command;
  const fault =
    whyNotIn(current, 'first', actor) ?? staleness(current, revision) ?? verdictFault(command, current);
  if (fault !== undefined) return fault;
  if (current.proposal !== null) {
    return { code: 'already_decided', detail: 'A decision waits to be confirmed by the second reviewer.' };
  }
  const verdict = verdictOf(command, current);
  const isUnacknowledged = current.first?.reviewer === by && current.first.acknowledgedAt === null;
  const beginning: OversightCaseEvent[] = isUnacknowledged
    ? [{ type: 'OversightCaseAcknowledged', at, by, place: 'first' }]
    : [];
  if (needsConfirmation(current)) {
    const { second } = current;
    const search = second === null ? 1 : second.reviewer === null ? second.search + 1 : null;
    return [...beginning, { type: 'DecisionProposed', at, by, verdict, search }];
  }
  const decision = { ...verdict, by, at, confirmedBy: null };
  return [...beginning, { type: 'OversightCaseDecided', at, by, decision, note: command.note }];
}

function staleness(current: OversightCase, revision: number): Refusal | undefined {
  if (!isAwaited(current)) return notAwaited(current);
  if (revision === current.revision) return undefined;
  return { code: 'stale_revision', detail: 'The case has moved on since you saw it.' };
}

/** What is wrong with a decision, whoever makes it. */
function verdictFault(command: CommandOf<'decide'>, { matter }: OversightCase): Refusal | undefined {
  const { at, decision, note, instead, stops, incident } = command;
  const invalid = (pointer: string, detail: string): Refusal => ({ code: 'invalid', pointer, detail });
  if (note.trim() === '') return invalid('/note', 'Say why.');
  if (['corrected', 'overridden'].includes(decision) && instead.trim() === '') {
    return invalid('/instead', 'Say what holds instead.');
  }
  const touchesSystem = decision === 'stopped' || decision === 'reopened' || stops;
  if (touchesSystem && matter.system === undefined) {
    return invalid('/decision', 'This case is about no system that could be stopped or approved anew.');
  }
  if ((decision === 'serious_incident') !== (incident !== null)) {
    return invalid('/incident', 'Say of a serious incident, and of nothing else, what makes it one.');
  }
  if (stops && decision !== 'stopped' && decision !== 'serious_incident') {
    return invalid('/stops', 'Only what is stopped, or a serious incident, suspends the system.');
  }
  if (incident?.awareAt !== undefined && incident.awareAt > at) {
    return invalid('/incident/awareAt', 'Nobody becomes aware of anything in the future.');
  }
  return undefined;
}

function verdictOf(command: CommandOf<'decide'>, { openedAt }: OversightCase): Verdict {
  const { decision, note, instead, incident } = command;
  return {
    decision,
    note,
    instead,
    stops: command.stops || decision === 'stopped',
    incident: incident && { kind: incident.kind, awareAt: incident.awareAt ?? openedAt },
  };
}

/** The second reviewer agrees: now it counts. */
export function confirm(command: CommandOf<'confirm'>, current: OversightCase): Answer {
  const { at, by, note } = command;
  const { proposal } = current;
  const fault = confirmationFault(command, current);
  if (fault !== undefined) return fault;
  if (proposal === null) return nothingToConfirm();
  const decision = { ...proposal, confirmedBy: by };
  return [...begunBy(command, current), { type: 'OversightCaseDecided', at, by, decision, note }];
}

/** The decision is dropped; the case goes up a level, for somebody to decide who has heard both. */
export function disagree(command: CommandOf<'disagree'>, current: OversightCase): Answer {
  const { at, by, note } = command;
  const fault = confirmationFault(command, current);
  if (fault !== undefined) return fault;
  if (current.proposal === null) return nothingToConfirm();
  if (note.trim() === '') return { code: 'invalid', pointer: '/note', detail: 'Say why.' };
  const escalation = escalated(current, 'first', 'disagreement', at);
  return [
    ...begunBy(command, current),
    { type: 'DecisionDisputed', at, by, note },
    ...(escalation === undefined ? [] : [escalation]),
  ];
}

function confirmationFault(
  { actor, revision }: CommandOf<'confirm' | 'disagree'>,
  current: OversightCase,
): Refusal | undefined {
  const fault = whyNotIn(current, 'second', actor);
  if (fault !== undefined) return fault;
  if (current.proposal?.by === actor.person) {
    return { code: 'segregation_of_duties', detail: 'Nobody confirms their own decision.' };
  }
  return staleness(current, revision);
}

function begunBy({ at, by }: CommandOf<'confirm' | 'disagree'>, { second }: OversightCase) {
  const isUnacknowledged = second?.reviewer === by && second.acknowledgedAt === null;
  const event: OversightCaseEvent = { type: 'OversightCaseAcknowledged', at, by, place: 'second' };
  return isUnacknowledged ? [event] : [];
}

function nothingToConfirm(): Refusal {
  return { code: 'closed', detail: 'There is no decision to confirm.' };
}

/** Whoever is to decide wants it confirmed. */
export function askSecondOpinion(command: CommandOf<'askSecondOpinion'>, current: OversightCase): Answer {
  const { at, by, actor, note } = command;
  const fault = whyNotIn(current, 'first', actor);
  if (fault !== undefined) return fault;
  if (!isAwaited(current)) return notAwaited(current);
  if (needsConfirmation(current)) {
    return { code: 'already_decided', detail: 'A second reviewer is to confirm it already.' };
  }
  return [{ type: 'SecondOpinionAsked', at, by, note }];
}
