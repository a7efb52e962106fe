import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import { gap } from '../domain/gap.ts';
import type { Gap, GapCommand } from '../domain/gap-state.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to the workflow of a gap. */
export const gapSignal = {
  open: defineSignal<[GapCommand]>('open'),
  count: defineSignal<[GapCommand]>('count'),
  assign: defineSignal<[GapCommand]>('assign'),
  plan: defineSignal<[GapCommand]>('plan'),
  close: defineSignal<[GapCommand]>('close'),
  withdraw: defineSignal<[GapCommand]>('withdraw'),
};

/** How a gap shows in Temporal's lists: where it stands, and what is due next. */
export function gapAttributesOf(current: Gap): SearchAttributeUpdatePair[] {
  const due = gap.nextDeadline(current);
  return [
    { key: searchAttributes.state, value: current.state },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}
