import { evolve } from './adoption-request-evolution.ts';
import type {
  AdoptionRequest,
  AdoptionRequestCommand,
  AdoptionRequestEvent,
  DecisionRecord,
} from './adoption-request-state.ts';

/** Adds the decision that the events bring about, if they do: one rejection, or every required role's approval. */
export function concluded(
  events: AdoptionRequestEvent[],
  request: AdoptionRequest,
  { at, by }: AdoptionRequestCommand,
): AdoptionRequestEvent[] {
  const next = events.reduce(evolve, request);
  const outcome = outcomeOf(next);
  if (outcome === undefined) return events;
  const record: DecisionRecord = {
    outcome,
    decidedAt: at,
    revision: next.revision,
    revisionHash: next.revisionHash,
    policy: { version: next.policy.version, hash: next.policy.hash },
    tier: next.tier,
    reasons: next.triage.reasons,
    signOffs: next.signOffs.flatMap(({ role, made }) => (made === null ? [] : [{ role, ...made }])),
  };
  return [...events, { type: 'Decided', at, by, record }];
}

/** Undefined while anything is still to be said; a request that nobody signs is never approved for that. */
function outcomeOf({ signOffs }: AdoptionRequest): DecisionRecord['outcome'] | undefined {
  if (signOffs.length === 0) return undefined;
  const decisions = signOffs.map(({ made }) => made?.decision);
  if (decisions.includes('reject')) return 'rejected';
  if (decisions.some((decision) => decision === undefined || decision === 'request_changes'))
    return undefined;
  return decisions.includes('approve_with_conditions') ? 'approved_with_conditions' : 'approved';
}
