import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { AccessGrant, AccessGrantCommand } from '../domain/access-grant-state.ts';
import { accessGrant } from '../domain/access-grant.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to the workflow of an access grant. */
export const accessGrantSignal = {
  ask: defineSignal<[AccessGrantCommand]>('ask'),
  verify: defineSignal<[AccessGrantCommand]>('verify'),
  approve: defineSignal<[AccessGrantCommand]>('approve'),
  refuse: defineSignal<[AccessGrantCommand]>('refuse'),
  revoke: defineSignal<[AccessGrantCommand]>('revoke'),
};

/** How an access grant shows in Temporal's lists: where it stands, and what is due next. */
export function accessGrantAttributesOf(current: AccessGrant): SearchAttributeUpdatePair[] {
  const due = accessGrant.nextDeadline(current);
  return [
    { key: searchAttributes.state, value: current.state },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}
