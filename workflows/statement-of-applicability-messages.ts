import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type {
  StatementOfApplicability,
  StatementOfApplicabilityCommand,
} from '../domain/statement-of-applicability-state.ts';
import { statementOfApplicability } from '../domain/statement-of-applicability.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to the workflow of the statement of applicability. */
export const applicabilitySignal = {
  propose: defineSignal<[StatementOfApplicabilityCommand]>('propose'),
  sign: defineSignal<[StatementOfApplicabilityCommand]>('sign'),
  refuse: defineSignal<[StatementOfApplicabilityCommand]>('refuse'),
  takeBack: defineSignal<[StatementOfApplicabilityCommand]>('takeBack'),
};

/** How it shows in Temporal's lists: whether something waits to be signed, and when whoever signs is reminded. */
export function applicabilityAttributesOf(current: StatementOfApplicability): SearchAttributeUpdatePair[] {
  const due = statementOfApplicability.nextDeadline(current);
  return [
    { key: searchAttributes.state, value: stateOf(current) },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}

export function stateOf({ proposed, inForce }: StatementOfApplicability): string {
  if (proposed !== null) return 'proposed';
  return inForce === null ? 'none' : 'in_force';
}
