import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { Policy, PolicyCommand } from '../domain/policy-state.ts';
import { nextDeadline, waitingFor } from '../domain/policy-time.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to a policy's workflow. */
export const policySignal = {
  create: defineSignal<[PolicyCommand]>('create'),
  change: defineSignal<[PolicyCommand]>('change'),
  review: defineSignal<[PolicyCommand]>('review'),
  submit: defineSignal<[PolicyCommand]>('submit'),
  confirm: defineSignal<[PolicyCommand]>('confirm'),
  signOff: defineSignal<[PolicyCommand]>('signOff'),
  closeCampaign: defineSignal<[PolicyCommand]>('closeCampaign'),
  callOffReview: defineSignal<[PolicyCommand]>('callOffReview'),
  retire: defineSignal<[PolicyCommand]>('retire'),
};

/** How a policy shows in Temporal's lists: where it stands, whom its review waits for, what is due next. */
export function policyAttributesOf(policy: Policy): SearchAttributeUpdatePair[] {
  const due = nextDeadline(policy);
  return [
    { key: searchAttributes.state, value: policy.state },
    { key: searchAttributes.waitingFor, value: waitedFor(policy) },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}

/** The owner, while they are to hand something in; then the roles that have not signed. */
export function waitedFor(policy: Policy): string[] {
  if (policy.review?.phase === 'drafting') return ['policy_owner'];
  return waitingFor(policy).map(({ role }) => role);
}
