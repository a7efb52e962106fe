import type {
  Policy,
  PolicyApproval,
  PolicyEvent,
  PolicyReview,
  PolicyVersion,
  Submission,
} from './policy-state.ts';
import { changeSignOff, pending, reminded } from './sign-off-progress.ts';
import type { SignOff } from './sign-off.ts';

type EventOf<Type extends PolicyEvent['type']> = Extract<PolicyEvent, { type: Type }>;

/** What each event means for the policy. Never refuses: what happened, happened. */
export function evolve(policy: Policy | undefined, event: PolicyEvent): Policy {
  if (event.type === 'PolicyCreated') return created(event);
  if (policy === undefined)
    throw new Error(`the first event of a policy is PolicyCreated, not ${event.type}`);
  switch (event.type) {
    case 'PolicyChanged':
      return { ...policy, details: event.details };
    case 'ReviewQueued': {
      const { reason, note, occasion } = event;
      return { ...policy, waiting: [...policy.waiting, { reason, note, occasion }] };
    }
    case 'ReviewStarted':
      return {
        ...policy,
        reviews: event.number,
        review: started(event),
        waiting: policy.waiting.filter(({ occasion }) => occasion !== event.occasion),
      };
    case 'ReviewReminded':
      return changeReview(policy, (review) => ({
        ...review,
        remindAt: review.remindAt.filter((instant) => instant > event.at),
      }));
    case 'ReviewEscalated':
      return changeReview(policy, (review) => ({ ...review, escalatedAt: event.at }));
    case 'PolicySubmitted':
      return changeReview(policy, (review) => submitted(review, event));
    case 'PolicySignedOff': {
      const { role, by, at, decision, submission, comment, capacity } = event;
      const made = { by, at, decision, revision: submission, comment, conditions: [], capacity };
      const signed = changed(policy, role, (signOff) => ({ ...signOff, made, remindAt: [] }));
      return decision === 'request_changes' ? backToOwner(signed) : signed;
    }
    case 'PolicySignOffReminded':
      return changed(policy, event.role, (signOff) => reminded(signOff, event.at));
    case 'PolicySignOffEscalated':
      return changed(policy, event.role, (signOff) => ({ ...signOff, escalatedAt: event.at }));
    case 'PolicyApproved':
      return approved(policy, event);
    case 'PolicyPublished':
      return published(policy, event);
    case 'ReviewClosed':
      return {
        ...policy,
        review: policy.review?.number === event.number ? null : policy.review,
        campaign: policy.campaign?.review === event.number ? null : policy.campaign,
      };
    case 'PolicyRetired': {
      const { by, at, reason } = event;
      const versions = policy.versions.map((version) =>
        version.supersededAt === null && version.publishedAt !== null
          ? { ...version, supersededAt: at }
          : version,
      );
      return {
        ...policy,
        state: 'retired',
        versions,
        review: null,
        waiting: [],
        campaign: null,
        retired: { by, at, reason },
      };
    }
  }
}

function created({ at, by, details }: EventOf<'PolicyCreated'>): Policy {
  return {
    state: 'unpublished',
    createdAt: at,
    createdBy: by,
    details,
    versions: [],
    reviews: 0,
    review: null,
    waiting: [],
    campaign: null,
    retired: null,
  };
}

function started(event: EventOf<'ReviewStarted'>): PolicyReview {
  const { at, number, reason, note, occasion, dueAt, remindAt } = event;
  return {
    number,
    reason,
    note,
    occasion,
    phase: 'drafting',
    startedAt: at,
    dueAt,
    remindAt,
    escalatedAt: null,
    submission: null,
    submissions: 0,
    signOffs: [],
  };
}

function submitted(review: PolicyReview, event: EventOf<'PolicySubmitted'>): PolicyReview {
  const { by, at, number, version, hash, unchanged, major, note, effectiveAt, plan } = event;
  const submission: Submission = {
    number,
    version,
    hash,
    unchanged,
    major,
    note,
    author: by,
    at,
    effectiveAt,
  };
  return {
    ...review,
    phase: 'review',
    submission,
    submissions: number,
    remindAt: [],
    signOffs: plan.map(pending),
  };
}

/** Somebody has asked for changes: everybody signs what comes next. */
function backToOwner(policy: Policy): Policy {
  return changeReview(policy, (review) => ({ ...review, phase: 'drafting' }));
}

function approved(policy: Policy, { at, version }: EventOf<'PolicyApproved'>): Policy {
  const { review } = policy;
  const submission = review?.submission ?? null;
  if (review === null || submission === null || submission.unchanged) return policy;
  const { hash, major, note, author, at: submittedAt, effectiveAt } = submission;
  const next: PolicyVersion = {
    version,
    hash,
    major,
    note,
    author,
    submittedAt,
    approvals: review.signOffs.flatMap(approvalOf),
    approvedAt: at,
    effectiveAt,
    publishedAt: null,
    supersededAt: null,
  };
  return { ...policy, versions: [...policy.versions, next], review: { ...review, phase: 'approved' } };
}

function approvalOf({ role, made }: SignOff): PolicyApproval[] {
  return made === null ? [] : [{ role, by: made.by, at: made.at, capacity: made.capacity }];
}

function published(policy: Policy, event: EventOf<'PolicyPublished'>): Policy {
  const { at, version, campaignDueAt } = event;
  const versions = policy.versions.map((one) => {
    if (one.version === version) return { ...one, publishedAt: at };
    const wasInForce = one.publishedAt !== null && one.supersededAt === null;
    return wasInForce ? { ...one, supersededAt: at } : one;
  });
  const campaign =
    campaignDueAt === null || policy.review === null
      ? policy.campaign
      : { review: policy.review.number, version, startedAt: at, dueAt: campaignDueAt };
  return { ...policy, state: 'in_force', versions, campaign, review: null };
}

function changed(policy: Policy, role: SignOff['role'], change: (signOff: SignOff) => SignOff): Policy {
  return changeReview(policy, (review) => ({
    ...review,
    signOffs: changeSignOff(review.signOffs, role, change),
  }));
}

function changeReview(policy: Policy, change: (review: PolicyReview) => PolicyReview): Policy {
  return policy.review === null ? policy : { ...policy, review: change(policy.review) };
}
