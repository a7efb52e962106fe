import type { Decider, Decision, Instant, Refusal } from './decider.ts';
import {
  type Duty,
  type DutyCommand,
  type DutyDefinition,
  type DutyEvent,
  isRecorded,
} from './duty-state.ts';
import type { Actor, Role } from './identity.ts';
import { sameValue } from './same-value.ts';
import { nextInRhythm } from './working-time.ts';

type CommandOf<Type extends DutyCommand['type']> = Extract<DutyCommand, { type: Type }>;
type Answer = Decision<DutyEvent>;

/** Who pauses, resumes and runs duties. */
export const dutyRoles: Role[] = ['compliance_manager', 'administrator'];

/**
 * A recurring duty. The register says what it is, whether it is paused and what has fired; its schedule in Temporal
 * follows the register. Time alone brings nothing about here: it is the schedule that fires.
 */
export const duty: Decider<Duty, DutyCommand, DutyEvent> = {
  decide,
  evolve,
  elapse: () => [],
  nextDeadline: () => undefined,
  isFinal: () => false,
};

function decide(command: DutyCommand, current: Duty | undefined): Answer {
  if (command.type === 'declare') return declare(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such duty.' };
  if (current.withdrawnAt !== null)
    return { code: 'closed', detail: 'This duty is not one of the organisation’s any more.' };
  const { at, by } = command;
  switch (command.type) {
    case 'withdraw':
      return [{ type: 'DutyWithdrawn', at, by }];
    case 'fire':
      return fire(command, current);
    case 'pause':
      return pause(command, current);
    case 'resume':
      return resume(command, current);
    case 'run':
      return run(command);
  }
}

/** What is owed by the definition so far is fired first: a changed one must not make anybody forget it. */
function declare({ at, by, definition }: CommandOf<'declare'>, current: Duty | undefined): Answer {
  const inForce = current !== undefined && current.withdrawnAt === null;
  if (inForce && sameValue(definition, current.definition))
    return { code: 'unchanged', detail: 'This changes nothing.' };
  if (inForce && isOwed(current, at)) return { code: 'not_closed', detail: 'It is yet to fire as it was.' };
  return [{ type: 'DutyDeclared', at, by, definition }];
}

/** Whether the schedule should have fired it by `at`, and has not. */
export function isOwed({ nextAt }: Duty, at: Instant): boolean {
  return nextAt !== null && nextAt <= at;
}

/** What operators read beside its schedule in Temporal: no personal data, so not the reason of a pause. */
export function scheduleNoteOf({ definition: { title }, paused }: Duty): string {
  return paused === null ? title : `Paused in Countersign: ${title}. The reason is on record there.`;
}

function fire({ at, by, scheduledAt, subject }: CommandOf<'fire'>, { paused }: Duty): Answer {
  // The schedule has not heard of the pause yet.
  if (paused !== null && scheduledAt > paused.at) return { code: 'closed', detail: 'This duty is paused.' };
  return [{ type: 'DutyFired', at, by, scheduledAt, subject }];
}

function pause({ at, by, actor, reason }: CommandOf<'pause'>, { paused }: Duty): Answer {
  const fault = mayNot(actor, reason);
  if (fault !== undefined) return fault;
  if (paused !== null) return { code: 'already_decided', detail: 'This duty is paused already.' };
  return [{ type: 'DutyPaused', at, by, reason }];
}

function resume({ at, by, actor, reason }: CommandOf<'resume'>, { paused }: Duty): Answer {
  const fault = mayNot(actor, reason);
  if (fault !== undefined) return fault;
  if (paused === null) return { code: 'already_decided', detail: 'This duty is not paused.' };
  return [{ type: 'DutyResumed', at, by, reason }];
}

/** Also while it is paused: who runs it by hand knows that they do. */
function run({ at, by, actor, reason, occasion, subject }: CommandOf<'run'>): Answer {
  return mayNot(actor, reason) ?? [{ type: 'DutyRunNow', at, by, reason, occasion, subject }];
}

function mayNot({ roles }: Actor, reason: string): Refusal | undefined {
  if (!dutyRoles.some((role) => roles.includes(role)))
    return {
      code: 'wrong_role',
      detail: 'Compliance managers and administrators pause, resume and run duties.',
    };
  return reason.trim() === '' ? { code: 'invalid', pointer: '/reason', detail: 'Say why.' } : undefined;
}

/** What each event means for the state. Never refuses: what happened, happened. */
function evolve(current: Duty | undefined, event: DutyEvent): Duty {
  if (event.type === 'DutyDeclared') return declared(current, event);
  if (current === undefined) throw new Error(`the first event of a duty is DutyDeclared, not ${event.type}`);
  const { at, by } = event;
  switch (event.type) {
    case 'DutyWithdrawn':
      return { ...current, withdrawnAt: at, nextAt: null };
    case 'DutyFired':
      return { ...current, nextAt: nextBehind(current, event.scheduledAt) };
    case 'DutyPaused':
      return { ...current, paused: { by, at, reason: event.reason }, nextAt: null };
    case 'DutyResumed':
      // What came due while it was paused is not made up for: that is what pausing means.
      return { ...current, paused: null, nextAt: nextOf(current.definition, at) };
    case 'DutyRunNow':
      return current;
  }
}

/** A pause outlives a changed definition, but not the duty. */
function declared(
  current: Duty | undefined,
  { at, definition }: Extract<DutyEvent, { type: 'DutyDeclared' }>,
): Duty {
  const paused = current?.withdrawnAt === null ? current.paused : null;
  const nextAt = paused === null ? nextOf(definition, at) : null;
  return { definition, declaredAt: at, withdrawnAt: null, paused, nextAt };
}

function nextOf(definition: DutyDefinition, after: Instant): Instant | null {
  return isRecorded(definition) ? nextInRhythm(definition.every, after) : null;
}

/** A firing that comes out of turn leaves what is owed before it. */
function nextBehind({ nextAt, definition }: Duty, scheduledAt: Instant): Instant | null {
  return nextAt === null || scheduledAt < nextAt ? nextAt : nextOf(definition, scheduledAt);
}
