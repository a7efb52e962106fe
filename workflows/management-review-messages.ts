import type { SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSignal } from '@temporalio/workflow';
import type { ManagementReview, ManagementReviewCommand } from '../domain/management-review-state.ts';
import { nextDeadline, waitingFor } from '../domain/management-review-time.ts';
import { searchAttributes } from './search-attributes.ts';

/** What can be said to a management review's workflow. */
export const managementReviewSignal = {
  open: defineSignal<[ManagementReviewCommand]>('open'),
  write: defineSignal<[ManagementReviewCommand]>('write'),
  submit: defineSignal<[ManagementReviewCommand]>('submit'),
  signOff: defineSignal<[ManagementReviewCommand]>('signOff'),
  callOff: defineSignal<[ManagementReviewCommand]>('callOff'),
};

/** How a management review shows in Temporal's lists: where it stands, whom it waits for, what is due next. */
export function managementReviewAttributesOf(review: ManagementReview): SearchAttributeUpdatePair[] {
  const due = nextDeadline(review);
  return [
    { key: searchAttributes.state, value: review.state },
    { key: searchAttributes.waitingFor, value: waitedFor(review) },
    { key: searchAttributes.dueAt, value: due === undefined ? null : new Date(due) },
  ];
}

/** Who prepares it, then who signs it. */
export function waitedFor(review: ManagementReview): string[] {
  if (review.state === 'preparing') return ['compliance_manager'];
  return waitingFor(review).map(({ role }) => role);
}
