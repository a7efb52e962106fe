import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import { type Action, action, type ActionCommand } from '../domain/action.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to an action's workflow. */
export const actionSignal = {
  open: defineSignal<[ActionCommand]>('open'),
  complete: defineSignal<[ActionCommand]>('complete'),
  handOver: defineSignal<[ActionCommand]>('handOver'),
  callOff: defineSignal<[ActionCommand]>('callOff'),
};

/** How an action shows in Temporal's lists: where it stands, and what is due next. */
export function actionAttributesOf(current: Action): SearchAttributeUpdatePair[] {
  const due = action.nextDeadline(current);
  return [
    { key: searchAttributes.state, value: current.state },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}
