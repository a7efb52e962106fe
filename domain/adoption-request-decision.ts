import { evolve } from './adoption-request-evolution.ts';
import type {
  AdoptionRequest,
  AdoptionRequestCommand,
  AdoptionRequestEvent,
  DecisionRecord,
} from './adoption-request-state.ts';
import { outcomeOf } from './sign-off-progress.ts';

/** Adds the decision that the events bring about, if they do: one rejection, or every required role's approval. */
export function concluded(
  events: AdoptionRequestEvent[],
  request: AdoptionRequest,
  { at, by }: AdoptionRequestCommand,
): AdoptionRequestEvent[] {
  const next = events.reduce(evolve, request);
  const outcome = outcomeOf(next.signOffs);
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
