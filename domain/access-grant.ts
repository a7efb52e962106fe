import { evolve } from './access-grant-evolution.ts';
import {
  type AccessGrant,
  type AccessGrantCommand,
  type AccessGrantEvent,
  openAccessStates,
} from './access-grant-state.ts';
import {
  decisionTimes,
  elapse,
  grantTimes,
  longestGrantDays,
  nextDeadline,
  verifyingDays,
} from './access-grant-time.ts';
import { daysAfter } from './days.ts';
import type { Decider, Decision, Refusal } from './decider.ts';
import type { Actor } from './identity.ts';

type CommandOf<Type extends AccessGrantCommand['type']> = Extract<AccessGrantCommand, { type: Type }>;
type Answer = Decision<AccessGrantEvent>;

/**
 * Access to documents of the trust center: a verified address, the NDA in force, the owner's decision, and an end. Whoever
 * asks can do nothing but ask, accept, and wait; every end is final, and asking again is another grant.
 */
export const accessGrant: Decider<AccessGrant, AccessGrantCommand, AccessGrantEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: ({ state }) => !openAccessStates.includes(state),
};

function decide(command: AccessGrantCommand, current: AccessGrant | undefined): Answer {
  if (command.type === 'ask') return ask(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such access grant.' };
  switch (command.type) {
    case 'verify':
      return verify(command, current);
    case 'approve':
      return approve(command, current);
    case 'refuse':
      return refuse(command, current);
    case 'revoke':
      return revoke(command, current);
  }
}

function ask(command: CommandOf<'ask'>, current: AccessGrant | undefined): Answer {
  if (current !== undefined) return { code: 'already_decided', detail: 'This is asked for already.' };
  const { at, by, stakeholder, documents, owner, needsNda, renews } = command;
  if (documents.length === 0) {
    return { code: 'invalid', pointer: '/documents', detail: 'Say which documents.' };
  }
  const verifyBy = daysAfter(at, verifyingDays);
  return [{ type: 'AccessAsked', at, by, stakeholder, documents, owner, needsNda, renews, verifyBy }];
}

function verify({ at, by, stakeholder, nda }: CommandOf<'verify'>, current: AccessGrant): Answer {
  if (stakeholder !== current.stakeholder) {
    return { code: 'wrong_role', detail: 'Only whoever has asked shows that the address is theirs.' };
  }
  if (current.state !== 'verifying') return decided(current);
  if (current.needsNda && nda === null) {
    return { code: 'invalid', pointer: '/nda', detail: 'The documents are shown to nobody without the NDA.' };
  }
  return [{ type: 'AccessVerified', at, by, nda: current.needsNda ? nda : null, ...decisionTimes(at) }];
}

function approve({ at, by, actor, days }: CommandOf<'approve'>, current: AccessGrant): Answer {
  const barred = mayNotDecide(actor, current);
  if (barred !== undefined) return barred;
  if (!Number.isInteger(days) || days < 1 || days > longestGrantDays) {
    return { code: 'invalid', pointer: '/days', detail: `From 1 to ${longestGrantDays} days.` };
  }
  return [{ type: 'AccessGranted', at, by, ...grantTimes(at, days) }];
}

function refuse({ at, by, actor, reason }: CommandOf<'refuse'>, current: AccessGrant): Answer {
  const barred = mayNotDecide(actor, current) ?? blank(reason);
  return barred ?? [{ type: 'AccessRefused', at, by, reason }];
}

/** Whatever is open can be taken back: what is granted, and what somebody has asked for. */
function revoke({ at, by, actor, reason }: CommandOf<'revoke'>, current: AccessGrant): Answer {
  if (!answersFor(actor, current)) return notTheirs('take access back');
  if (accessGrant.isFinal(current)) return decided(current);
  return blank(reason) ?? [{ type: 'AccessRevoked', at, by, reason }];
}

function mayNotDecide(actor: Actor, current: AccessGrant): Refusal | undefined {
  if (!answersFor(actor, current)) return notTheirs('decide on access');
  if (current.state === 'verifying') {
    return { code: 'not_closed', detail: 'The address is not verified yet, so there is nothing to decide.' };
  }
  return current.state === 'waiting' ? undefined : decided(current);
}

/** The owner of the documents, and compliance managers in their place. */
export function answersFor({ person, roles }: Actor, { owner }: Pick<AccessGrant, 'owner'>): boolean {
  return person === owner || roles.includes('compliance_manager');
}

function notTheirs(act: string): Refusal {
  return { code: 'wrong_role', detail: `The owner of the documents and compliance managers ${act}.` };
}

function blank(reason: string): Refusal | undefined {
  return reason.trim() === '' ? { code: 'invalid', pointer: '/reason', detail: 'Say why.' } : undefined;
}

function decided(current: AccessGrant): Refusal {
  const code = accessGrant.isFinal(current) ? 'closed' : 'already_decided';
  return { code, detail: `This access is ${current.state}${code === 'closed' ? '; that is final' : ''}.` };
}
