import type { Decider, Decision, Refusal } from './decider.ts';
import type { Actor } from './identity.ts';
import { sameValue } from './same-value.ts';
import { outcomeOf, type SignOffOutcome } from './sign-off-progress.ts';
import { wordingFault } from './sign-off.ts';
import { evolve } from './vendor-evolution.ts';
import { capacityToSignReview } from './vendor-sign-off.ts';
import type { Assessment, Vendor, VendorCommand, VendorEvent, VendorReview } from './vendor-state.ts';
import { daysAfter } from './days.ts';
import { assessmentStarted, elapse, nextDeadline } from './vendor-time.ts';

type CommandOf<Type extends VendorCommand['type']> = Extract<VendorCommand, { type: Type }>;
type Answer = Decision<VendorEvent>;

/** A vendor of AI: assessed before it is relied on, and again for as long as it is (ISO/IEC 42001, A.10.3). */
export const vendor: Decider<Vendor, VendorCommand, VendorEvent> = {
  decide,
  evolve,
  elapse,
  nextDeadline,
  isFinal: ({ state }) => state === 'off_boarded',
};

function decide(command: VendorCommand, current: Vendor | undefined): Answer {
  if (command.type === 'register') return register(command, current);
  if (current === undefined) return { code: 'invalid', detail: 'There is no such vendor.' };
  if (current.state === 'off_boarded')
    return { code: 'closed', detail: 'This vendor is off-boarded; that is final.' };
  switch (command.type) {
    case 'change':
      return change(command, current);
    case 'assess':
      return assess(command, current);
    case 'report':
      return report(command, current);
    case 'answer':
      return answer(command, current);
    case 'signOff':
      return signOff(command, current);
    case 'adoptPolicy':
      return adoptPolicy(command, current);
    case 'offBoard':
      return offBoard(command, current);
  }
}

function register({ at, by, details, policy }: CommandOf<'register'>, current: Vendor | undefined): Answer {
  if (current !== undefined) return { code: 'already_decided', detail: 'This vendor is registered already.' };
  return [{ type: 'VendorRegistered', at, by, details, policy }];
}

function change({ at, by, actor, details, replaces }: CommandOf<'change'>, current: Vendor): Answer {
  if (!isResponsible(actor, current)) return notResponsible('change');
  if (!sameValue(replaces, current.details)) {
    return { code: 'stale_revision', detail: 'The vendor has been changed meanwhile.' };
  }
  if (sameValue(details, current.details)) return { code: 'unchanged', detail: 'This changes nothing.' };
  return [{ type: 'VendorChanged', at, by, details }];
}

/** One assessment at a time: a second wish joins the one in progress, and widens it where it asks for more. */
function assess({ at, by, actor, reason, dataClasses }: CommandOf<'assess'>, current: Vendor): Answer {
  const { assessment } = current;
  if (actor !== undefined && !isResponsible(actor, current)) return notResponsible('assess');
  if (assessment === null) return [assessmentStarted(current, reason, at, dataClasses, by)];
  const added = dataClasses.filter((name) => !assessment.dataClasses.includes(name));
  if (added.length === 0) return [];
  return [{ type: 'AssessmentWidened', at, by, dataClasses: [...assessment.dataClasses, ...added] }];
}

/** Whoever hears of it says so; a review in progress is made with it in mind, and else another begins. */
function report({ at, by, what, note }: CommandOf<'report'>, current: Vendor): Answer {
  if (note.trim() === '') return { code: 'invalid', pointer: '/note', detail: 'Say what has happened.' };
  const reported: VendorEvent = { type: 'VendorReported', at, by, what, note };
  if (current.assessment !== null) return [reported];
  return [assessmentStarted(current, what, at, [], by), reported];
}

function answer(command: CommandOf<'answer'>, current: Vendor): Answer {
  const { at, by, assessment: number, score, answersHash, certificates, plan } = command;
  const { assessment } = current;
  if (assessment?.number !== number) {
    return { code: 'stale_revision', detail: 'These answers are for another assessment.' };
  }
  if (assessment.phase !== 'answering') {
    return { code: 'already_decided', detail: 'The answers have been handed in already.' };
  }
  const submission = assessment.submission + 1;
  return [{ type: 'AnswersSubmitted', at, by, submission, answersHash, score, certificates, plan }];
}

function signOff(command: CommandOf<'signOff'>, current: Vendor): Answer {
  const { at, by, actor, role, decision, comment, conditions, submission } = command;
  const { assessment, policy } = current;
  if (assessment === null || assessment.submission === 0) {
    return { code: 'closed', detail: 'Nothing waits for sign-offs.' };
  }
  const required = assessment.signOffs.find((candidate) => candidate.role === role);
  if (required === undefined) {
    return { code: 'invalid', pointer: '/role', detail: `This review does not wait for ${role}.` };
  }
  const capacity = capacityToSignReview(current, assessment, required, actor);
  if ('code' in capacity) return capacity;
  if (submission !== assessment.submission) {
    return { code: 'stale_revision', detail: `The answers were handed in anew since you saw them.` };
  }
  if (required.made !== null) return { code: 'already_decided', detail: `${role} was already signed off.` };
  if (assessment.phase !== 'review')
    return { code: 'closed', detail: 'The vendor is to answer again first.' };
  const fault =
    wordingFault({ decision, comment, conditions }) ??
    scoreBars(assessment, decision, policy.rules.leastShare);
  if (fault !== undefined) return fault;
  const signed: VendorEvent = {
    type: 'VendorSignedOff',
    at,
    by,
    role,
    decision,
    comment,
    conditions,
    revision: submission,
    capacity,
  };
  return concluded(signed, current);
}

/** A knock-out answer bars every approval, a low score an unconditional one: it is not for one person to overlook. */
function scoreBars(
  { score }: Assessment,
  decision: CommandOf<'signOff'>['decision'],
  leastShare: number,
): Refusal | undefined {
  if (score === null || (decision !== 'approve' && decision !== 'approve_with_conditions')) return undefined;
  const [knockOut] = score.knockOuts;
  if (knockOut !== undefined) {
    return { code: 'invalid', pointer: '/decision', detail: `It cannot be approved: ${knockOut.reason}` };
  }
  if (decision === 'approve' && score.share < leastShare) {
    return {
      code: 'invalid',
      pointer: '/decision',
      detail: 'So few points are approved with conditions only.',
    };
  }
  return undefined;
}

function concluded(signed: VendorEvent, before: Vendor): VendorEvent[] {
  const after = evolve(before, signed);
  const { assessment } = after;
  const outcome = assessment === null ? undefined : outcomeOf(assessment.signOffs);
  if (assessment === null || outcome === undefined) return [signed];
  const { at, by } = signed;
  return [signed, { type: 'VendorDecided', at, by, review: reviewOf(after, assessment, outcome, at) }];
}

/** An approval of a cycle holds on from the end of the one before, so that cycles keep their days over the years. */
function reviewOf(
  current: Vendor,
  assessment: Assessment,
  outcome: SignOffOutcome,
  at: string,
): VendorReview {
  const { review, policy, details } = current;
  const continues = assessment.reason === 'cycle' && review !== null && at < review.validUntil;
  const from = continues ? review.validUntil : at;
  return {
    outcome,
    decidedAt: at,
    assessment: assessment.number,
    dataClasses: assessment.dataClasses,
    validUntil: daysAfter(from, policy.rules.validDays[details.criticality]),
    share: assessment.score?.share ?? 0,
    conditions: assessment.signOffs.flatMap(({ made }) => made?.conditions ?? []),
  };
}

function adoptPolicy({ at, by, policy }: CommandOf<'adoptPolicy'>, current: Vendor): Answer {
  if (policy.version <= current.policy.version) return { code: 'unchanged', detail: 'This changes nothing.' };
  return [{ type: 'VendorPolicyAdopted', at, by, policy }];
}

function offBoard({ at, by, actor, reason }: CommandOf<'offBoard'>, current: Vendor): Answer {
  if (!isResponsible(actor, current)) return notResponsible('off-board');
  if (reason.trim() === '') return { code: 'invalid', pointer: '/reason', detail: 'Say why.' };
  return [{ type: 'VendorOffBoarded', at, by, reason }];
}

/** Whether the actor answers for the vendor here: its owner, and compliance managers. */
export function isResponsible(actor: Actor, { details }: Vendor): boolean {
  return actor.person === details.owner || actor.roles.includes('compliance_manager');
}

function notResponsible(act: string): Refusal {
  return { code: 'wrong_role', detail: `Its owner and compliance managers ${act} a vendor.` };
}
