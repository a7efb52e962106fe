import { findPolicy } from '../db/policy.ts';
import type { Policy, PolicyCommand } from '../domain/policy-state.ts';
import { policy } from '../domain/policy.ts';
import { policyAttributesOf } from '../workflows/policy-messages.ts';
import { policyRepresentation } from './policy-representation.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to policies. */
export const policyProcess: ProcessKind<Policy, PolicyCommand> = {
  kind: 'policy',
  noun: 'policy',
  workflowType: 'policy',
  path: '/v1/policies',
  decider: policy,
  find: findPolicy,
  async represent(db, recorded) {
    return { body: await policyRepresentation(db, recorded), etag: `"${recorded.seq}"` };
  },
  attributesOf: policyAttributesOf,
  summaryOf: ({ details }) => `Policy · reviewed every ${details.cycleMonths} months`,
  isAhead: (command, { review }) =>
    'submission' in command && command.submission > (review?.submissions ?? 0),
  refusalExtensions: (_db, { state, review }) =>
    Promise.resolve({ state, submission: review?.submissions ?? null }),
};
