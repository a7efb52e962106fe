import { changedSections } from './adoption-request-content.ts';
import type {
  AdoptionRequest,
  AdoptionRequestCommand,
  AdoptionRequestEvent,
  Reopening,
} from './adoption-request-state.ts';
import { concluded } from './adoption-request-decision.ts';
import { evolve } from './adoption-request-evolution.ts';
import { signOffMatterOf } from './adoption-request-sign-off.ts';
import { elapse, isFinal, isUndecided, nextDeadline, waitingFor } from './adoption-request-time.ts';
import type { ApprovalPlan, SignOffPlan } from './approval-plan.ts';
import type { Decider, Decision, Refusal } from './decider.ts';
import { operator, system } from './identity.ts';
import { capacityToSign, wordingFault } from './sign-off.ts';
import { severity, type Tier, type Triage } from './triage.ts';

type CommandOf<Type extends AdoptionRequestCommand['type']> = Extract<AdoptionRequestCommand, { type: Type }>;
type Answer = Decision<AdoptionRequestEvent>;

/** An AI adoption request: who may do what to it, and what follows (ISO/IEC 42001, A.9.2). */
export const adoptionRequest: Decider<AdoptionRequest, AdoptionRequestCommand, AdoptionRequestEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal,
};

/** The tier that counts: what a reopening was justified for is critical, not prohibited, unless more has come up. */
export function tierInForce(triage: Triage, reopening: Reopening | null): Tier {
  if (triage.tier !== 'prohibited' || reopening === null) return triage.tier;
  const prohibited = triage.reasons.filter((reason) => reason.tier === 'prohibited');
  return prohibited.every((reason) => reopening.rules.includes(reason.rule)) ? 'critical' : 'prohibited';
}

function decide(command: AdoptionRequestCommand, request: AdoptionRequest | undefined): Answer {
  if (command.type === 'submit') return submit(command, request);
  if (request === undefined) return { code: 'invalid', detail: 'There is no such request.' };
  switch (command.type) {
    case 'signOff':
      return signOff(command, request);
    case 'amend':
      return amend(command, request);
    case 'withdraw':
      return withdraw(command, request);
    case 'reopen':
      return reopen(command, request);
    case 'ownerLeft':
      return ownerLeft(command, request);
  }
}

function submit(command: CommandOf<'submit'>, request: AdoptionRequest | undefined): Answer {
  if (request !== undefined)
    return { code: 'already_decided', detail: 'This request has been submitted already.' };
  const { at, by, content, revisionHash, triage, policy, plan } = command;
  if (content.businessOwner === by) {
    return {
      code: 'invalid',
      pointer: '/businessOwner',
      detail: 'The business owner signs the request and must be someone other than the requester.',
    };
  }
  const submitted: AdoptionRequestEvent = {
    type: 'Submitted',
    at,
    by,
    content,
    revisionHash,
    triage,
    policy,
    plan,
  };
  return closedIfProhibited([submitted], triage.tier, triage, command);
}

function signOff(command: CommandOf<'signOff'>, request: AdoptionRequest): Answer {
  const { role, actor, decision, comment, conditions, revision, at, by } = command;
  const required = request.signOffs.find((candidate) => candidate.role === role);
  if (required === undefined) {
    if (!isUndecided(request)) return closed(request);
    return { code: 'invalid', pointer: '/role', detail: `This request does not need a sign-off by ${role}.` };
  }
  const capacity = capacityToSign(signOffMatterOf(request), required, actor);
  if ('code' in capacity) return capacity;
  if (!isUndecided(request)) return closed(request);
  if (revision !== request.revision) return stale(request, revision);
  if (required.made !== null) {
    const { by: signatory, decision: made, at: when } = required.made;
    return {
      code: 'already_decided',
      detail: `${role} was already signed off (${made}) by ${signatory} at ${when}.`,
    };
  }
  const fault = wordingFault(command);
  if (fault !== undefined) return fault;
  return concluded(
    [{ type: 'SignedOff', at, by, role, decision, comment, conditions, revision, capacity }],
    request,
    command,
  );
}

function amend(command: CommandOf<'amend'>, request: AdoptionRequest): Answer {
  const { at, by, content, revisionHash, triage, plan } = command;
  if (by !== request.requester) return notRequester('amends');
  if (!isUndecided(request)) return closed(request);
  if (command.revision !== request.revision) return stale(request, command.revision);
  if (content.businessOwner === by) {
    return {
      code: 'invalid',
      pointer: '/businessOwner',
      detail: 'The requester cannot be the business owner.',
    };
  }
  const changed = changedSections(request.content, content);
  if (changed.length === 0) return { code: 'unchanged', detail: 'The amendment changes nothing.' };

  const tier = tierInForce(triage, request.reopening);
  if (!isPlannedFor(plan, tier, request)) {
    return {
      code: 'stale_revision',
      detail: 'The request was reopened while this amendment was on its way.',
    };
  }
  const affected = new Set(changed.flatMap((section) => request.policy.rules.material[section]));
  const riskier = severity(tier) > severity(request.tier);
  const mustSignAgain = ({ role }: SignOffPlan) => {
    const current = request.signOffs.find((candidate) => candidate.role === role);
    return riskier || affected.has(role) || !current || current.made?.decision === 'request_changes';
  };
  const required = plan.signOffs.map(({ role }) => role);
  const amended: AdoptionRequestEvent = {
    type: 'Amended',
    at,
    by,
    revision: request.revision + 1,
    revisionHash,
    content,
    changed,
    triage,
    tier,
    reopened: plan.signOffs.filter(mustSignAgain),
    dropped: request.signOffs.map(({ role }) => role).filter((role) => !required.includes(role)),
    expiresAt: plan.expiresAt,
  };
  if (tier === 'prohibited') return closedIfProhibited([amended], tier, triage, command);
  return concluded([amended], request, command);
}

/**
 * The plan is worked out at the door, from the tier as it was then. A reopening in between changes the tier: that plan
 * asks for nobody's sign-off, and must not approve the request.
 */
function isPlannedFor(plan: ApprovalPlan, tier: Tier, { policy }: AdoptionRequest): boolean {
  const required = tier === 'prohibited' ? [] : policy.rules.requiredRoles[tier];
  return (
    plan.signOffs.length === required.length && plan.signOffs.every(({ role }) => required.includes(role))
  );
}

function withdraw({ at, by, reason }: CommandOf<'withdraw'>, request: AdoptionRequest): Answer {
  if (by !== request.requester && by !== operator) return notRequester('withdraws');
  if (!isUndecided(request) && !(by === operator && request.reopenable)) return closed(request);
  return [{ type: 'Withdrawn', at, by, reason }];
}

function reopen(
  { at, by, actor, justification, plan }: CommandOf<'reopen'>,
  request: AdoptionRequest,
): Answer {
  if (!actor.roles.includes('compliance_manager')) {
    return { code: 'wrong_role', detail: 'Only the compliance manager reopens a prohibited request.' };
  }
  if (by === request.requester) {
    return { code: 'segregation_of_duties', detail: 'Nobody reopens their own request.' };
  }
  if (isUndecided(request)) return { code: 'not_closed', detail: 'This request is not closed.' };
  if (!request.reopenable) return closed(request);
  if (justification.trim() === '') {
    return { code: 'invalid', pointer: '/justification', detail: 'A written justification is required.' };
  }
  const rules = request.triage.reasons.filter(({ tier }) => tier === 'prohibited').map(({ rule }) => rule);
  return [{ type: 'Reopened', at, by, justification, rules, plan }];
}

/** Nobody but the owner holds that role here: without them the request waits for the escalation contact from now on. */
function ownerLeft({ at, by, person }: CommandOf<'ownerLeft'>, request: AdoptionRequest): Answer {
  if (by !== system)
    return { code: 'wrong_role', detail: 'That somebody has left is for the directory to say.' };
  if (!isUndecided(request)) return closed(request);
  const waiting = waitingFor(request).find(({ role }) => role === 'business_owner');
  if (waiting === undefined || request.content.businessOwner !== person) {
    return { code: 'unchanged', detail: 'This request does not wait for them as its business owner.' };
  }
  if (waiting.escalatedAt !== null)
    return { code: 'unchanged', detail: 'This sign-off is escalated already.' };
  const { role, escalateTo } = waiting;
  return [{ type: 'Escalated', at, by, role, to: escalateTo, because: 'owner_left' }];
}

function closedIfProhibited(
  events: AdoptionRequestEvent[],
  tier: Tier,
  { reasons }: Triage,
  { at }: AdoptionRequestCommand,
): AdoptionRequestEvent[] {
  if (tier !== 'prohibited') return events;
  const grounds = reasons.filter((reason) => reason.tier === 'prohibited');
  return [...events, { type: 'ClosedAsProhibited', at, by: 'system', reasons: grounds }];
}

function closed({ state }: AdoptionRequest): Refusal {
  return { code: 'closed', detail: `This request is ${state.replaceAll('_', ' ')}; that is final.` };
}

function stale({ revision }: AdoptionRequest, seen: number): Refusal {
  return {
    code: 'stale_revision',
    detail: `You saw revision ${seen}; the request is at revision ${revision}.`,
  };
}

function notRequester(act: string): Refusal {
  return { code: 'not_requester', detail: `Only the requester ${act} a request.` };
}
