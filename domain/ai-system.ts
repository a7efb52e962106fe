import { evolve } from './ai-system-evolution.ts';
import { answerJoining, askToJoin, removeUser } from './ai-system-joining.ts';
import type { AiSystem, AiSystemCommand, AiSystemEvent, ApprovedUse } from './ai-system-state.ts';
import { barToUse, elapse, isRejected, nextDeadline } from './ai-system-time.ts';
import type { Decider, Decision, Refusal } from './decider.ts';
import { type Actor, signOffRoles, system } from './identity.ts';
import { sameValue } from './same-value.ts';
import { capacityToSign, wordingFault } from './sign-off.ts';

type CommandOf<Type extends AiSystemCommand['type']> = Extract<AiSystemCommand, { type: Type }>;
type Answer = Decision<AiSystemEvent>;

/**
 * An approved AI system, in use within what was approved until nobody uses it any more (ISO/IEC 42001, A.9.4; Regulation
 * (EU) 2024/1689, Article 26).
 */
export const aiSystem: Decider<AiSystem, AiSystemCommand, AiSystemEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: ({ state }) => state === 'decommissioned',
};

function decide(command: AiSystemCommand, current: AiSystem | undefined): Answer {
  if (command.type === 'open') return open(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such AI system.' };
  if (current.state === 'decommissioned') {
    return { code: 'closed', detail: 'This AI system is decommissioned; that is final.' };
  }
  switch (command.type) {
    case 'amend':
      return amend(command, current);
    case 'goLive':
      return goLive(command, current);
    case 'suspend':
      return suspend(command, current);
    case 'resume':
      return resume(command, current);
    case 'review':
      return review(command, current);
    case 'declareChange':
      return declareChange(command, current);
    case 'signOff':
      return signOff(command, current);
    case 'askToJoin':
      return askToJoin(command, current);
    case 'answerJoining':
      return answerJoining(command, current);
    case 'removeUser':
      return removeUser(command, current);
    case 'setBoundaries':
      return setBoundaries(command, current);
    case 'requireTraining':
      return requireTraining(command, current);
    case 'handOver':
      return handOver(command, current);
    case 'decommission':
      return decommission(command, current);
  }
}

function open(command: CommandOf<'open'>, current: AiSystem | undefined): Answer {
  if (current !== undefined) return { code: 'already_decided', detail: 'This AI system is there already.' };
  const { at, by } = command;
  return [{ type: 'AiSystemOpened', at, by, ...useIn(command) }];
}

function amend(command: CommandOf<'amend'>, current: AiSystem): Answer {
  if (current.requests.includes(command.request)) {
    return { code: 'already_decided', detail: 'This request has amended it already.' };
  }
  const { at, by } = command;
  return [{ type: 'AiSystemAmended', at, by, ...useIn(command) }];
}

function useIn(said: ApprovedUse): ApprovedUse {
  const { name, provider, model, title, tier, owner, vendor, request, currency, scope } = said;
  const { reviewMonths, review: next } = said;
  const what = { name, provider, model, title, tier, owner, vendor, request, currency, scope };
  return { ...what, reviewMonths, review: next };
}

function goLive({ at, by, actor }: CommandOf<'goLive'>, current: AiSystem): Answer {
  if (!isResponsible(actor, current)) return notResponsible('take into use');
  if (current.state !== 'approved') {
    return { code: 'already_decided', detail: 'It has been taken into use already.' };
  }
  return notWhileBarred(current, at) ?? [{ type: 'AiSystemWentLive', at, by }];
}

/** Stopping is easy, and open to whoever may have seen the harm (Article 14(4)(e)); a case that stops it has its own rules. */
function suspend({ at, by, actor, note, case: stoppedBy }: CommandOf<'suspend'>, current: AiSystem): Answer {
  if (stoppedBy === undefined && !mayStop(actor, current)) {
    return {
      code: 'wrong_role',
      detail: 'Its owner, compliance managers, security and oversight reviewers stop an AI system.',
    };
  }
  if (current.state === 'approved') return { code: 'closed', detail: 'It is not in use yet.' };
  if (current.state === 'suspended') return { code: 'already_decided', detail: 'It is suspended already.' };
  if (note.trim() === '') return { code: 'invalid', pointer: '/note', detail: 'Say why.' };
  const reason = stoppedBy === undefined ? 'by_hand' : 'oversight';
  return [
    { type: 'AiSystemSuspended', at, by, reason, note, ...(stoppedBy !== undefined && { case: stoppedBy }) },
  ];
}

/** What others have stopped, its owner does not start again. */
function resume({ at, by, actor, note }: CommandOf<'resume'>, current: AiSystem): Answer {
  const { suspension, owner } = current;
  const isOwnStop = suspension?.reason === 'by_hand' && suspension.by === actor.person;
  const mayLift = actor.roles.includes('compliance_manager') || actor.roles.includes('management');
  if (!isOwnStop && !mayLift) {
    return {
      code: 'wrong_role',
      detail: 'Compliance managers, management and whoever stopped it let a system be used again.',
    };
  }
  if (!isOwnStop && actor.person === owner) {
    return { code: 'segregation_of_duties', detail: 'Its owner does not lift what others have stopped.' };
  }
  if (suspension === null) return { code: 'already_decided', detail: 'It is not suspended.' };
  if (note.trim() === '') return { code: 'invalid', pointer: '/note', detail: 'Say what was mended.' };
  return notWhileBarred(current, at) ?? [{ type: 'AiSystemResumed', at, by, note }];
}

function review({ at, by, actor, note, next }: CommandOf<'review'>, current: AiSystem): Answer {
  if (!isResponsible(actor, current)) return notResponsible('review');
  if (note.trim() === '') return { code: 'invalid', pointer: '/note', detail: 'Say what was looked at.' };
  return [{ type: 'AiSystemReviewed', at, by, note, next }];
}

function declareChange(command: CommandOf<'declareChange'>, current: AiSystem): Answer {
  const { at, by, actor, change, note, plan, suspendAt, case: foundIn } = command;
  const concerned =
    foundIn !== undefined ||
    isResponsible(actor, current) ||
    signOffRoles.some((role) => actor.roles.includes(role));
  if (!concerned) {
    return {
      code: 'wrong_role',
      detail: 'Its owner, whoever signs off and compliance managers declare a change.',
    };
  }
  if (note.trim() === '') return { code: 'invalid', pointer: '/note', detail: 'Say what has changed.' };
  const said = { change, note, plan, suspendAt, ...(foundIn !== undefined && { case: foundIn }) };
  return [{ type: 'AiSystemChangeDeclared', at, by, number: current.declared + 1, ...said }];
}

/** A rejected change suspends the system at once: what it rested on does not hold any more. */
function signOff(command: CommandOf<'signOff'>, current: AiSystem): Answer {
  const { at, by, actor, change, role, decision, comment } = command;
  const open = current.changes.find(({ number }) => number === change);
  if (open === undefined || isRejected(open)) {
    return { code: 'closed', detail: 'This change does not wait for sign-offs.' };
  }
  const required = open.signOffs.find((candidate) => candidate.role === role);
  if (required === undefined) {
    return { code: 'invalid', pointer: '/role', detail: `This change does not wait for ${role}.` };
  }
  const matter = { requester: system, signOffs: open.signOffs, holders: { business_owner: current.owner } };
  const capacity = capacityToSign(matter, required, actor);
  if ('code' in capacity) return capacity;
  if (required.made !== null) return { code: 'already_decided', detail: `${role} was already signed off.` };
  const fault = wordingFault({ decision, comment, conditions: [] });
  if (fault !== undefined) return fault;
  const signed: AiSystemEvent = {
    type: 'AiSystemSignedOff',
    at,
    by,
    change,
    role,
    decision,
    comment,
    capacity,
  };
  const after = evolve(current, signed);
  const bar = after.state === 'live' ? barToUse(after, at) : undefined;
  return bar === undefined ? [signed] : [signed, { type: 'AiSystemSuspended', at, by, ...bar }];
}

function setBoundaries(command: CommandOf<'setBoundaries'>, current: AiSystem): Answer {
  const { at, by, actor, boundaries, replaces } = command;
  if (!isResponsible(actor, current)) return notResponsible('set the boundaries of');
  if (!sameValue(replaces, current.boundaries)) {
    return { code: 'stale_revision', detail: 'The boundaries have been changed since you saw them.' };
  }
  if (sameValue(boundaries, current.boundaries)) return unchanged;
  const ids = boundaries.map(({ id }) => id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice !== -1) {
    return { code: 'invalid', pointer: `/boundaries/${twice}/id`, detail: 'Each has an id of its own.' };
  }
  return [{ type: 'BoundariesSet', at, by, boundaries }];
}

function requireTraining(
  { at, by, actor, training }: CommandOf<'requireTraining'>,
  current: AiSystem,
): Answer {
  if (!isResponsible(actor, current)) return notResponsible('say what training is needed for');
  if (sameValue(training, current.training)) return unchanged;
  return [{ type: 'TrainingRequired', at, by, training }];
}

function handOver({ at, by, actor, owner }: CommandOf<'handOver'>, current: AiSystem): Answer {
  if (!isResponsible(actor, current)) return notResponsible('hand over');
  if (owner === current.owner) return unchanged;
  return [{ type: 'AiSystemHandedOver', at, by, owner }];
}

function decommission({ at, by, actor, reason }: CommandOf<'decommission'>, current: AiSystem): Answer {
  if (!isResponsible(actor, current)) return notResponsible('decommission');
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'AiSystemDecommissioned', at, by, reason }];
}

/** Whether the actor answers for the system: its owner, and compliance managers. */
export function isResponsible(actor: Actor, { owner }: Pick<AiSystem, 'owner'>): boolean {
  return actor.person === owner || actor.roles.includes('compliance_manager');
}

const stoppers = ['security', 'oversight_reviewer'] as const;

export function mayStop(actor: Actor, current: AiSystem): boolean {
  return isResponsible(actor, current) || stoppers.some((role) => actor.roles.includes(role));
}

function notWhileBarred(current: AiSystem, at: string): Refusal | undefined {
  const bar = barToUse(current, at);
  return bar && { code: 'guard_failed', detail: bar.note };
}

function notResponsible(act: string): Refusal {
  return { code: 'wrong_role', detail: `Its owner and compliance managers ${act} an AI system.` };
}

const unchanged: Refusal = { code: 'unchanged', detail: 'This changes nothing.' };
