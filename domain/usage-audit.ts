import type { Decider, Decision, PersonId, Refusal } from './decider.ts';
import type { Actor } from './identity.ts';
import { sameValue } from './same-value.ts';
import { evolve } from './usage-audit-evolution.ts';
import type { AuditFinding, UsageAudit, UsageAuditCommand, UsageAuditEvent } from './usage-audit-state.ts';
import {
  auditClock,
  auditEscalatesTo,
  auditorsRole,
  elapse,
  isOver,
  nextDeadline,
} from './usage-audit-time.ts';

type CommandOf<Type extends UsageAuditCommand['type']> = Extract<UsageAuditCommand, { type: Type }>;
type Answer = Decision<UsageAuditEvent>;

/** An audit of whether an AI system was used as it was approved (ISO/IEC 42001, 9.2 and A.9.4), by somebody who does not own it. */
export const usageAudit: Decider<UsageAudit, UsageAuditCommand, UsageAuditEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: isOver,
};

function decide(command: UsageAuditCommand, current: UsageAudit | undefined): Answer {
  if (command.type === 'open') return open(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such usage audit.' };
  switch (command.type) {
    case 'gather':
      return gather(command, current);
    case 'take':
      return take(command, current);
    case 'assign':
      return assign(command, current);
    case 'write':
      return write(command, current);
    case 'sign':
      return sign(command, current);
    case 'callOff':
      return callOff(command, current);
  }
}

function open(command: CommandOf<'open'>, current: UsageAudit | undefined): Answer {
  const { at, by, actor, system, name, tier, reason, note, round, until } = command;
  if (actor !== undefined && !mayAudit(actor)) {
    return { code: 'wrong_role', detail: 'Compliance managers have a system audited out of turn.' };
  }
  if (current !== undefined) return { code: 'already_decided', detail: 'This audit is open already.' };
  if (actor !== undefined && note.trim() === '') {
    return { code: 'invalid', pointer: '/reason', detail: 'Say why it does not wait for its turn.' };
  }
  const said = { system, name, tier, reason, note, round, until };
  return [{ type: 'UsageAuditOpened', at, by, ...said, ...auditClock(at) }];
}

function gather(command: CommandOf<'gather'>, { state }: UsageAudit): Answer {
  if (state !== 'gathering') return { code: 'already_decided', detail: 'Its figures stay as they are.' };
  const { at, by, figures, hash, owner, concerned } = command;
  return [{ type: 'UsageGathered', at, by, figures, hash, owner, concerned }];
}

function take({ at, by, actor }: CommandOf<'take'>, current: UsageAudit): Answer {
  if (!mayAudit(actor)) {
    return { code: 'wrong_role', detail: 'Compliance managers take an audit; others are named its auditor.' };
  }
  const fault = concernFault(current, actor.person) ?? notToBeGiven(current);
  if (fault !== undefined) return fault;
  if (current.auditor === actor.person) return { code: 'unchanged', detail: 'You are its auditor already.' };
  if (current.auditor !== null) {
    return { code: 'already_decided', detail: 'Somebody else has taken it. It can be given to you.' };
  }
  return [{ type: 'UsageAuditAssigned', at, by, auditor: actor.person }];
}

/** Also away from whoever has it: they may be away, or have come to own the system. */
function assign({ at, by, actor, to }: CommandOf<'assign'>, current: UsageAudit): Answer {
  if (!mayAssign(current, actor)) {
    const detail = 'Compliance managers say who audits; management does too, once it has come to them.';
    return { code: 'wrong_role', detail };
  }
  const fault = concernFault(current, actor.person) ?? notToBeGiven(current);
  if (fault !== undefined) return fault;
  const conflict = concernFault(current, to);
  if (conflict !== undefined) return { ...conflict, pointer: '/to' };
  if (current.auditor === to) return { code: 'unchanged', detail: 'They are its auditor already.' };
  return [{ type: 'UsageAuditAssigned', at, by, auditor: to }];
}

function notToBeGiven({ state }: UsageAudit): Refusal | undefined {
  if (state === 'gathering') return { code: 'not_closed', detail: 'Its figures are still being gathered.' };
  return state === 'signed' || state === 'called_off' ? ended(state) : undefined;
}

function write({ at, by, actor, findings, replaces }: CommandOf<'write'>, current: UsageAudit): Answer {
  const fault = notToBeAudited(actor, current);
  if (fault !== undefined) return fault;
  if (replaces !== current.version) return stale;
  const wrong = findings.findIndex((finding) => !restsOnSomething(finding, current));
  if (wrong !== -1) {
    const detail = 'Say which use of the sample it rests on, by its number; of other grounds there is none.';
    return { code: 'invalid', pointer: `/findings/${wrong}/sample`, detail };
  }
  if (sameValue(findings, current.findings)) return { code: 'unchanged', detail: 'This changes nothing.' };
  return [{ type: 'FindingsWritten', at, by, version: current.version + 1, findings }];
}

function restsOnSomething({ ground, sample }: AuditFinding, { figures }: UsageAudit): boolean {
  if (ground !== 'sample') return sample === null;
  return sample !== null && sample >= 1 && sample <= (figures?.sample.length ?? 0);
}

function sign(command: CommandOf<'sign'>, current: UsageAudit): Answer {
  const { at, by, actor, version, hash, conclusion, note, reopens } = command;
  const fault = notToBeAudited(actor, current);
  if (fault !== undefined) return fault;
  if (version !== current.version) return stale;
  const { findings, system } = current;
  const wrong = conclusionFault(command, findings);
  if (wrong !== undefined) return wrong;
  return [{ type: 'UsageAuditSigned', at, by, version, hash, conclusion, note, reopens, system, findings }];
}

function conclusionFault(
  { conclusion, note, reopens }: CommandOf<'sign'>,
  findings: readonly AuditFinding[],
): Refusal | undefined {
  if (note.trim() === '') {
    return {
      code: 'invalid',
      pointer: '/note',
      detail: 'Say what you have looked at, and what you make of it.',
    };
  }
  if ((conclusion === 'findings') !== findings.length > 0) {
    const detail =
      conclusion === 'findings'
        ? 'There are no findings: write them first, or confirm that it was used within its scope.'
        : 'There are findings: sign with them, or take them back first.';
    return { code: 'invalid', pointer: '/conclusion', detail };
  }
  if (reopens && !findings.some(({ severity }) => severity === 'critical')) {
    const detail = 'Only a critical finding has the approval signed again.';
    return { code: 'invalid', pointer: '/reopens', detail };
  }
  return undefined;
}

function notToBeAudited(actor: Actor, { state, auditor }: UsageAudit): Refusal | undefined {
  if (state === 'signed' || state === 'called_off') return ended(state);
  if (auditor !== actor.person)
    return { code: 'wrong_role', detail: 'Its auditor alone writes and signs it.' };
  return undefined;
}

function callOff({ at, by, actor, reason }: CommandOf<'callOff'>, current: UsageAudit): Answer {
  if (!mayAudit(actor)) return { code: 'wrong_role', detail: 'Compliance managers call an audit off.' };
  const fault = concernFault(current, actor.person);
  if (fault !== undefined) return fault;
  if (isOver(current)) return ended(current.state);
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'UsageAuditCalledOff', at, by, reason }];
}

function concernFault({ concerned }: UsageAudit, person: PersonId): Refusal | undefined {
  if (!concerned.includes(person)) return undefined;
  const detail = 'Nobody audits a system that they own, asked for or signed the approval of.';
  return { code: 'segregation_of_duties', detail };
}

export function mayAudit({ roles }: Pick<Actor, 'roles'>): boolean {
  return roles.includes(auditorsRole);
}

/** Whether somebody says who audits. */
export function mayAssign(
  { escalatedAt }: Pick<UsageAudit, 'escalatedAt'>,
  actor: Pick<Actor, 'roles'>,
): boolean {
  return mayAudit(actor) || (escalatedAt !== null && actor.roles.includes(auditEscalatesTo));
}

const stale: Refusal = {
  code: 'stale_revision',
  detail: 'The findings were written anew since you saw them.',
};

function ended(state: UsageAudit['state']): Refusal {
  return { code: 'closed', detail: `This audit is ${state.replace('_', ' ')}; that is final.` };
}
