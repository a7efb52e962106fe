import type { Decider, Decision, Refusal } from './decider.ts';
import type { Actor, Capacity } from './identity.ts';
import { evolve } from './management-review-evolution.ts';
import type {
  ManagementReview,
  ManagementReviewCommand,
  ManagementReviewEvent,
} from './management-review-state.ts';
import { clockOf, elapse, nextDeadline, preparationDays, signingDays } from './management-review-time.ts';
import { sameValue } from './same-value.ts';
import { capacityToSign, type SignOff, wordingFault } from './sign-off.ts';

type CommandOf<Type extends ManagementReviewCommand['type']> = Extract<
  ManagementReviewCommand,
  { type: Type }
>;
type Answer = Decision<ManagementReviewEvent>;

/** A review of how AI is used, by management: at planned intervals, and out of turn (ISO/IEC 42001, 9.3). */
export const managementReview: Decider<ManagementReview, ManagementReviewCommand, ManagementReviewEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: ({ state }) => state === 'closed' || state === 'called_off',
};

function decide(command: ManagementReviewCommand, current: ManagementReview | undefined): Answer {
  if (command.type === 'open') return open(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such management review.' };
  switch (command.type) {
    case 'write':
      return write(command, current);
    case 'submit':
      return submit(command, current);
    case 'signOff':
      return signOff(command, current);
    case 'callOff':
      return callOff(command, current);
  }
}

function open(command: CommandOf<'open'>, current: ManagementReview | undefined): Answer {
  const { at, by, actor, reason, note, occasion, since, figures } = command;
  if (actor !== undefined && !mayPrepare(actor)) return notPreparing('open');
  if (current !== undefined) return { code: 'already_decided', detail: 'This review is open already.' };
  if (actor !== undefined && note.trim() === '') {
    return { code: 'invalid', pointer: '/reason', detail: 'Say why it is held out of turn.' };
  }
  const clock = clockOf(at, preparationDays);
  return [{ type: 'ManagementReviewOpened', at, by, reason, note, occasion, since, figures, ...clock }];
}

function write({ at, by, actor, minutes, replaces }: CommandOf<'write'>, current: ManagementReview): Answer {
  const fault = notToBePrepared(actor, current, 'write');
  if (fault !== undefined) return fault;
  if (replaces !== current.version) {
    return { code: 'stale_revision', detail: 'The minutes were written anew since you saw them.' };
  }
  if (sameValue(minutes, current.minutes)) return { code: 'unchanged', detail: 'This changes nothing.' };
  return [{ type: 'MinutesWritten', at, by, version: current.version + 1, minutes }];
}

function submit({ at, by, actor, version, hash }: CommandOf<'submit'>, current: ManagementReview): Answer {
  const fault = notToBePrepared(actor, current, 'submit');
  if (fault !== undefined) return fault;
  if (version !== current.version) {
    return { code: 'stale_revision', detail: 'The minutes were written anew since you saw them.' };
  }
  const silent = (['improvements', 'changes'] as const).find((part) => current.minutes[part].trim() === '');
  if (silent !== undefined) {
    const detail = 'Say in the minutes what was decided, and if it is that nothing is to be done.';
    return { code: 'invalid', pointer: `/${silent}`, detail };
  }
  return [{ type: 'MinutesSubmitted', at, by, version, hash, ...clockOf(at, signingDays) }];
}

function notToBePrepared(actor: Actor, { state }: ManagementReview, act: string): Refusal | undefined {
  if (!mayPrepare(actor)) return notPreparing(act);
  if (state === 'preparing') return undefined;
  return state === 'signing'
    ? { code: 'already_decided', detail: 'The minutes have been submitted already.' }
    : ended(state);
}

function signOff(command: CommandOf<'signOff'>, current: ManagementReview): Answer {
  const { at, by, actor, version, decision, comment } = command;
  const { signOff: required, submission, state } = current;
  if (state === 'closed' || state === 'called_off') return ended(state);
  if (required === null || submission === null) {
    return { code: 'closed', detail: 'The minutes are not submitted: there is nothing to sign yet.' };
  }
  const capacity = capacityToSignReview(current, required, actor);
  if ('code' in capacity) return capacity;
  if (version !== submission.version) {
    return { code: 'stale_revision', detail: 'The minutes were submitted anew since you saw them.' };
  }
  if (state === 'preparing') return { code: 'closed', detail: 'The minutes are to be written anew first.' };
  const fault = wordingFault({ decision, comment, conditions: [] });
  if (fault !== undefined) return fault;
  const again = decision === 'request_changes' ? clockOf(at, signingDays) : null;
  const signed: ManagementReviewEvent = {
    type: 'ManagementSignedOff',
    at,
    by,
    version,
    decision,
    comment,
    capacity,
    again,
  };
  if (again !== null) return [signed];
  const { hash } = submission;
  const { actions } = current.minutes;
  return [signed, { type: 'ManagementReviewClosed', at, by, version, hash, capacity, actions }];
}

/** Nobody signs what they prepared; and an escalation reminds others of it, but makes nobody else management. */
export function capacityToSignReview(
  { preparers, openedBy }: ManagementReview,
  required: SignOff,
  actor: Actor,
): Capacity | Refusal {
  const unescalated = { ...required, escalatedAt: null };
  const matter = { requester: openedBy, signOffs: [unescalated], holders: {} };
  const capacity = capacityToSign(matter, unescalated, actor);
  if ('code' in capacity) return capacity;
  const signing = capacity.kind === 'delegate' ? [actor.person, capacity.of] : [actor.person];
  if (signing.some((person) => preparers.includes(person))) {
    return { code: 'segregation_of_duties', detail: 'Nobody signs a review that they prepared.' };
  }
  return capacity;
}

function callOff({ at, by, actor, reason }: CommandOf<'callOff'>, { state }: ManagementReview): Answer {
  if (!mayPrepare(actor)) return notPreparing('call off');
  if (state === 'closed' || state === 'called_off') return ended(state);
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'ManagementReviewCalledOff', at, by, reason }];
}

export function mayPrepare({ roles }: Pick<Actor, 'roles'>): boolean {
  return roles.includes('compliance_manager');
}

function notPreparing(act: string): Refusal {
  return { code: 'wrong_role', detail: `Compliance managers ${act} a management review.` };
}

function ended(state: ManagementReview['state']): Refusal {
  return { code: 'closed', detail: `This review is ${state.replace('_', ' ')}; that is final.` };
}
