import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import {
  type EvidenceRequest,
  evidenceRequest,
  type EvidenceRequestCommand,
} from '../domain/evidence-request.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to the workflow of a request for evidence. */
export const evidenceRequestSignal = {
  ask: defineSignal<[EvidenceRequestCommand]>('ask'),
  answer: defineSignal<[EvidenceRequestCommand]>('answer'),
  decline: defineSignal<[EvidenceRequestCommand]>('decline'),
  accept: defineSignal<[EvidenceRequestCommand]>('accept'),
  askBack: defineSignal<[EvidenceRequestCommand]>('askBack'),
  handOver: defineSignal<[EvidenceRequestCommand]>('handOver'),
  callOff: defineSignal<[EvidenceRequestCommand]>('callOff'),
};

/** How a request shows in Temporal's lists: where it stands, and what is due next. */
export function evidenceRequestAttributesOf(current: EvidenceRequest): SearchAttributeUpdatePair[] {
  const due = evidenceRequest.nextDeadline(current);
  return [
    { key: searchAttributes.state, value: current.state },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}
