import type { Decider, Decision, Refusal } from './decider.ts';
import type { Actor, Capacity } from './identity.ts';
import { evolve } from './policy-evolution.ts';
import type { Policy, PolicyCommand, PolicyEvent, PolicyReview, Submission } from './policy-state.ts';
import {
  elapse,
  nextDeadline,
  nextReview,
  published,
  reviewStarted,
  versionInForce,
  waitingFor,
} from './policy-time.ts';
import { sameValue } from './same-value.ts';
import { capacityToSign, type SignOff, wordingFault } from './sign-off.ts';

type CommandOf<Type extends PolicyCommand['type']> = Extract<PolicyCommand, { type: Type }>;
type Answer = Decision<PolicyEvent>;

/** A policy: documented, approved, put to people, and reviewed for as long as it is in force (ISO/IEC 42001, A.2.2–A.2.4). */
export const policy: Decider<Policy, PolicyCommand, PolicyEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: ({ state }) => state === 'retired',
};

function decide(command: PolicyCommand, current: Policy | undefined): Answer {
  if (command.type === 'create') return create(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such policy.' };
  if (current.state === 'retired')
    return { code: 'closed', detail: 'This policy is retired; that is final.' };
  switch (command.type) {
    case 'change':
      return change(command, current);
    case 'review':
      return review(command, current);
    case 'submit':
      return submit(command, current);
    case 'confirm':
      return confirm(command, current);
    case 'signOff':
      return signOff(command, current);
    case 'closeCampaign':
      return closeCampaign(command, current);
    case 'callOffReview':
      return callOffReview(command, current);
    case 'retire':
      return retire(command);
  }
}

/** It is created for its first review: what it says comes from there. */
function create({ at, by, id, details }: CommandOf<'create'>, current: Policy | undefined): Answer {
  if (current !== undefined) return { code: 'already_decided', detail: 'This policy is there already.' };
  const created: PolicyEvent = { type: 'PolicyCreated', at, by, details };
  const first = { reason: 'first' as const, note: '', occasion: id };
  return [created, reviewStarted(evolve(undefined, created), first, at, by)];
}

function change({ at, by, actor, details, replaces }: CommandOf<'change'>, current: Policy): Answer {
  if (!isResponsible(actor, current)) return notResponsible('change');
  if (!sameValue(replaces, current.details)) {
    return { code: 'stale_revision', detail: 'The policy has been changed meanwhile.' };
  }
  if (sameValue(details, current.details)) return { code: 'unchanged', detail: 'This changes nothing.' };
  return [{ type: 'PolicyChanged', at, by, details }];
}

/** One review at a time; what calls for another meanwhile is not dropped, but gets its own behind it. */
function review({ at, by, reason, note, occasion }: CommandOf<'review'>, current: Policy): Answer {
  const known = [current.review, ...current.waiting].some((one) => one?.occasion === occasion);
  if (known) return [];
  if (current.review === null) return [reviewStarted(current, { reason, note, occasion }, at, by)];
  return [{ type: 'ReviewQueued', at, by, reason, note, occasion }];
}

function submit(command: CommandOf<'submit'>, current: Policy): Answer {
  const { at, by, actor, hash, major, note, effectiveAt, plan } = command;
  const drafting = reviewToHandIn(actor, current);
  if ('code' in drafting) return drafting;
  // The same words again as a major version are put to people again: a yearly attestation.
  if (!major && hash === versionInForce(current)?.hash) {
    return { code: 'unchanged', detail: 'It says what the version in force says: confirm that one.' };
  }
  if (note.trim() === '') return { code: 'invalid', pointer: '/note', detail: 'Say what has changed.' };
  const version = (current.versions.at(-1)?.version ?? 0) + 1;
  return [
    submitted(drafting, { version, hash, unchanged: false, major, note, effectiveAt }, plan, { at, by }),
  ];
}

function confirm({ at, by, actor, note, plan }: CommandOf<'confirm'>, current: Policy): Answer {
  const drafting = reviewToHandIn(actor, current);
  if ('code' in drafting) return drafting;
  const inForce = versionInForce(current);
  if (inForce === undefined) {
    return { code: 'invalid', detail: 'No version is in force that could be confirmed.' };
  }
  const { version, hash } = inForce;
  const same = { version, hash, unchanged: true, major: false, note, effectiveAt: at };
  return [submitted(drafting, same, plan, { at, by })];
}

function reviewToHandIn(actor: Actor, current: Policy): PolicyReview | Refusal {
  if (!isResponsible(actor, current)) return notResponsible('hand in');
  if (current.review === null) return { code: 'closed', detail: 'No review of this policy is in progress.' };
  if (current.review.phase === 'drafting') return current.review;
  return { code: 'already_decided', detail: 'It has been handed in already.' };
}

function submitted(
  { submissions }: PolicyReview,
  submission: Omit<Submission, 'number' | 'author' | 'at'>,
  plan: CommandOf<'submit'>['plan'],
  stamp: Pick<PolicyEvent, 'at' | 'by'>,
): PolicyEvent {
  return { type: 'PolicySubmitted', ...stamp, number: submissions + 1, ...submission, plan };
}

function signOff(command: CommandOf<'signOff'>, current: Policy): Answer {
  const { at, by, actor, role, decision, comment, submission } = command;
  const { review: open } = current;
  if (open === null || open.submissions === 0) {
    return { code: 'closed', detail: 'Nothing waits for sign-offs.' };
  }
  const required = open.signOffs.find((candidate) => candidate.role === role);
  if (required === undefined) {
    return { code: 'invalid', pointer: '/role', detail: `This review does not wait for ${role}.` };
  }
  const capacity = capacityToSignPolicy(current, open, required, actor);
  if ('code' in capacity) return capacity;
  if (submission !== open.submissions) {
    return { code: 'stale_revision', detail: 'It was handed in anew since you saw it.' };
  }
  if (required.made !== null) return { code: 'already_decided', detail: `${role} was already signed off.` };
  if (open.phase !== 'review') return { code: 'closed', detail: 'The owner is to revise it first.' };
  const fault = wordingFault({ decision, comment, conditions: [] });
  if (fault !== undefined) return fault;
  const signed: PolicyEvent = {
    type: 'PolicySignedOff',
    at,
    by,
    role,
    submission,
    decision,
    comment,
    capacity,
  };
  return [signed, ...concluded(evolve(current, signed), at, by)];
}

/** Who wrote it, or answers for it, signs nothing of it. */
export function capacityToSignPolicy(
  { details }: Policy,
  { signOffs, submission }: PolicyReview,
  required: SignOff,
  actor: Actor,
): Capacity | Refusal {
  const capacity = capacityToSign({ requester: details.owner, signOffs, holders: {} }, required, actor);
  if ('code' in capacity) return capacity;
  const signing = capacity.kind === 'delegate' ? [actor.person, capacity.of] : [actor.person];
  if (signing.some((person) => person === submission?.author)) {
    return { code: 'segregation_of_duties', detail: 'Nobody signs off a version that they handed in.' };
  }
  return capacity;
}

/** Once everybody has signed: the version is approved, and in force at once where its day has come. */
function concluded(signed: Policy, at: string, by: string): PolicyEvent[] {
  const { review: open } = signed;
  const submission = open?.submission ?? null;
  if (open?.phase !== 'review' || submission === null || waitingFor(signed).length > 0) return [];
  const approved: PolicyEvent = { type: 'PolicyApproved', at, by, version: submission.version };
  const after = evolve(signed, approved);
  if (submission.unchanged) {
    const { number } = open;
    const { note } = submission;
    const confirmed: PolicyEvent = {
      type: 'ReviewClosed',
      at,
      by,
      number,
      outcome: 'confirmed',
      note,
      campaign: null,
    };
    return [approved, confirmed, ...nextReview(evolve(after, confirmed), at)];
  }
  return [approved, ...(submission.effectiveAt <= at ? published(after, at) : [])];
}

function closeCampaign(command: CommandOf<'closeCampaign'>, current: Policy): Answer {
  const { at, by, version, asked, acknowledged } = command;
  const { campaign } = current;
  // Another version has come into force meanwhile, and its campaign goes on.
  if (campaign?.version !== version) return [];
  const figures = { asked, acknowledged };
  return [
    {
      type: 'ReviewClosed',
      at,
      by,
      number: campaign.review,
      outcome: 'published',
      note: '',
      campaign: figures,
    },
  ];
}

function callOffReview({ at, by, actor, reason }: CommandOf<'callOffReview'>, current: Policy): Answer {
  if (!isOverseer(actor)) return { code: 'wrong_role', detail: 'Compliance managers call off a review.' };
  const { review: open } = current;
  if (open === null) return { code: 'closed', detail: 'No review of this policy is in progress.' };
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  if (open.phase === 'approved') {
    return { code: 'already_decided', detail: 'The version has been approved already.' };
  }
  if (versionInForce(current) === undefined) {
    return { code: 'invalid', detail: 'No version is in force: retire the policy instead.' };
  }
  const closed: PolicyEvent = {
    type: 'ReviewClosed',
    at,
    by,
    number: open.number,
    outcome: 'called_off',
    note: reason,
    campaign: null,
  };
  return [closed, ...nextReview(evolve(current, closed), at)];
}

function retire({ at, by, actor, reason }: CommandOf<'retire'>): Answer {
  if (!isOverseer(actor)) return { code: 'wrong_role', detail: 'Compliance managers retire a policy.' };
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'PolicyRetired', at, by, reason }];
}

/** Whether the actor answers for the policy here: its owner, and compliance managers. */
export function isResponsible(actor: Actor, { details }: Policy): boolean {
  return actor.person === details.owner || isOverseer(actor);
}

function isOverseer({ roles }: Actor): boolean {
  return roles.includes('compliance_manager');
}

function notResponsible(act: string): Refusal {
  return { code: 'wrong_role', detail: `Its owner and compliance managers ${act} a policy.` };
}
