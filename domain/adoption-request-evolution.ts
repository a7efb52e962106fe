import type { AdoptionRequest, AdoptionRequestEvent } from './adoption-request-state.ts';
import { signOffRoles } from './identity.ts';
import { changeSignOff, pending, reminded } from './sign-off-progress.ts';
import type { SignOff } from './sign-off.ts';

/** What each event means for the state. Never refuses: what happened, happened. */
export function evolve(request: AdoptionRequest | undefined, event: AdoptionRequestEvent): AdoptionRequest {
  if (event.type === 'Submitted') return submitted(event);
  if (request === undefined) throw new Error(`the first event of a request is Submitted, not ${event.type}`);
  switch (event.type) {
    case 'Amended':
      return amended(request, event);
    case 'ClosedAsProhibited':
      return { ...request, state: 'prohibited', tier: 'prohibited', signOffs: [], reopenable: true };
    case 'Reopened':
      return {
        ...request,
        state: 'in_review',
        tier: 'critical',
        reopenable: false,
        reopening: { by: event.by, at: event.at, justification: event.justification, rules: event.rules },
        signOffs: event.plan.signOffs.map(pending),
        expiresAt: event.plan.expiresAt,
      };
    case 'ReopeningLapsed':
      return { ...request, reopenable: false };
    case 'SignedOff':
      return signedOff(request, event);
    case 'Reminded':
      return changed(request, event.role, (signOff) => reminded(signOff, event.at));
    case 'Escalated':
      return changed(request, event.role, (signOff) => ({ ...signOff, escalatedAt: event.at }));
    case 'Decided':
      return { ...request, state: event.record.outcome, decision: event.record };
    case 'Withdrawn':
      return {
        ...request,
        state: 'withdrawn',
        reopenable: false,
        withdrawal: { by: event.by, at: event.at, reason: event.reason },
      };
    case 'Expired':
      return { ...request, state: 'expired' };
  }
}

function submitted(event: Extract<AdoptionRequestEvent, { type: 'Submitted' }>): AdoptionRequest {
  return {
    state: 'in_review',
    requester: event.by,
    submittedAt: event.at,
    revision: 1,
    revisionHash: event.revisionHash,
    content: event.content,
    tier: event.triage.tier,
    triage: event.triage,
    policy: event.policy,
    signOffs: event.plan.signOffs.map(pending),
    expiresAt: event.plan.expiresAt,
    reopening: null,
    reopenable: false,
    decision: null,
    withdrawal: null,
  };
}

function amended(
  request: AdoptionRequest,
  event: Extract<AdoptionRequestEvent, { type: 'Amended' }>,
): AdoptionRequest {
  const reopened = event.reopened.map(pending);
  const again = reopened.map(({ role }) => role);
  const kept = request.signOffs.filter(({ role }) => !again.includes(role) && !event.dropped.includes(role));
  const signOffs = [...kept, ...reopened].sort(
    (a, b) => signOffRoles.indexOf(a.role) - signOffRoles.indexOf(b.role),
  );
  const { revision, revisionHash, content, triage, tier, expiresAt } = event;
  return withReviewState({ ...request, revision, revisionHash, content, triage, tier, expiresAt, signOffs });
}

function signedOff(
  request: AdoptionRequest,
  event: Extract<AdoptionRequestEvent, { type: 'SignedOff' }>,
): AdoptionRequest {
  const { role, by, at, decision, revision, comment, conditions, capacity } = event;
  const made = { by, at, decision, revision, comment, conditions, capacity };
  return withReviewState(changed(request, role, (signOff) => ({ ...signOff, made, remindAt: [] })));
}

function changed(
  request: AdoptionRequest,
  role: SignOff['role'],
  change: (signOff: SignOff) => SignOff,
): AdoptionRequest {
  return { ...request, signOffs: changeSignOff(request.signOffs, role, change) };
}

function withReviewState(request: AdoptionRequest): AdoptionRequest {
  const changesRequested = request.signOffs.some(({ made }) => made?.decision === 'request_changes');
  return { ...request, state: changesRequested ? 'changes_requested' : 'in_review' };
}
