import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import { type ShadowAi, shadowAi, type ShadowAiCommand } from '../domain/shadow-ai.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to the workflow of a finding of shadow AI. */
export const shadowAiSignal = {
  open: defineSignal<[ShadowAiCommand]>('open'),
  handOver: defineSignal<[ShadowAiCommand]>('handOver'),
  register: defineSignal<[ShadowAiCommand]>('register'),
  block: defineSignal<[ShadowAiCommand]>('block'),
  dismiss: defineSignal<[ShadowAiCommand]>('dismiss'),
};

/** How a finding shows in Temporal's lists: where it stands, and what is due next. */
export function shadowAiAttributesOf(current: ShadowAi): SearchAttributeUpdatePair[] {
  const due = shadowAi.nextDeadline(current);
  return [
    { key: searchAttributes.state, value: current.state },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}
