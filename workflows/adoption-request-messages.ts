import { defineSignal } from '@temporalio/workflow';
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import type { AdoptionRequest, AdoptionRequestCommand } from '../domain/adoption-request-state.ts';
import { waitingFor } from '../domain/adoption-request-time.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to a request's workflow. */
export const commandSignal = {
  signOff: defineSignal<[AdoptionRequestCommand]>('signOff'),
  amend: defineSignal<[AdoptionRequestCommand]>('amend'),
  withdraw: defineSignal<[AdoptionRequestCommand]>('withdraw'),
  reopen: defineSignal<[AdoptionRequestCommand]>('reopen'),
  ownerLeft: defineSignal<[AdoptionRequestCommand]>('ownerLeft'),
};

/** How a request shows in Temporal's lists: where it stands, who is waited for, what is due next. */
export function searchAttributesOf(request: AdoptionRequest): SearchAttributeUpdatePair[] {
  const waiting = waitingFor(request);
  const due = waiting[0]?.dueAt;
  return [
    { key: searchAttributes.state, value: request.state },
    { key: searchAttributes.tier, value: request.tier },
    { key: searchAttributes.waitingFor, value: waiting.map(({ role }) => role) },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}
