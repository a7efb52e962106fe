import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { AiSystem, AiSystemCommand } from '../domain/ai-system-state.ts';
import { nextDeadline, waitingFor } from '../domain/ai-system-time.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to an AI system's workflow. */
export const aiSystemSignal = {
  open: defineSignal<[AiSystemCommand]>('open'),
  amend: defineSignal<[AiSystemCommand]>('amend'),
  goLive: defineSignal<[AiSystemCommand]>('goLive'),
  suspend: defineSignal<[AiSystemCommand]>('suspend'),
  resume: defineSignal<[AiSystemCommand]>('resume'),
  review: defineSignal<[AiSystemCommand]>('review'),
  declareChange: defineSignal<[AiSystemCommand]>('declareChange'),
  signOff: defineSignal<[AiSystemCommand]>('signOff'),
  askToJoin: defineSignal<[AiSystemCommand]>('askToJoin'),
  answerJoining: defineSignal<[AiSystemCommand]>('answerJoining'),
  removeUser: defineSignal<[AiSystemCommand]>('removeUser'),
  setBoundaries: defineSignal<[AiSystemCommand]>('setBoundaries'),
  requireTraining: defineSignal<[AiSystemCommand]>('requireTraining'),
  handOver: defineSignal<[AiSystemCommand]>('handOver'),
  decommission: defineSignal<[AiSystemCommand]>('decommission'),
};

/** How an AI system shows in Temporal's lists: where it stands, whom it waits for, what is due next. */
export function aiSystemAttributesOf(current: AiSystem): SearchAttributeUpdatePair[] {
  const due = nextDeadline(current);
  return [
    { key: searchAttributes.state, value: current.state },
    { key: searchAttributes.tier, value: current.tier },
    { key: searchAttributes.waitingFor, value: waitedFor(current) },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}

/** Whoever signs a change, and the owner where somebody wishes to join. */
export function waitedFor({ changes, joinings }: AiSystem): string[] {
  const roles = changes.flatMap((change) => waitingFor(change).map(({ role }) => role));
  return [...new Set([...roles, ...(joinings.length > 0 ? ['owner'] : [])])];
}
