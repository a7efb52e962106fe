import type { ManagementReview, ManagementReviewEvent } from './management-review-state.ts';
import { preparationEscalatesTo, signingEscalatesTo } from './management-review-time.ts';
import { managementReview as decider } from './management-review.ts';
import type { PublicEventType } from './notification-kind.ts';
import {
  type Notification,
  tell,
  type Telling,
  toOther,
  type Told,
  toPerson,
  toPrograms,
  toRole,
} from './notification.ts';

/** Who must be told of events that follow `seqBefore`, where `before` is what the review was like until then. */
export function managementReviewNotifications(
  before: ManagementReview | undefined,
  seqBefore: number,
  events: readonly ManagementReviewEvent[],
): Notification[] {
  return tell(telling, before, seqBefore, events);
}

const telling: Telling<ManagementReview, ManagementReviewEvent> = {
  decider,
  told: (event, _before, review) => [...peopleTold(event, review), ...toPrograms(publicTypeOf[event.type])],
};

function peopleTold(event: ManagementReviewEvent, { submission }: ManagementReview): Told[] {
  const submitter = submission?.by;
  switch (event.type) {
    case 'ManagementReviewOpened':
      return [toRole('management_review_opened', 'compliance_manager')];
    case 'PreparationReminded':
      return [toRole('management_review_reminder', 'compliance_manager')];
    case 'PreparationEscalated':
      return [toRole('management_review_escalated', preparationEscalatesTo)];
    case 'MinutesSubmitted':
      return [toRole('management_review_sign_off_requested', 'management')];
    case 'SignOffReminded':
      return [toRole('management_review_sign_off_reminder', 'management')];
    case 'SignOffEscalated':
      return [toRole('management_review_sign_off_overdue', signingEscalatesTo)];
    case 'ManagementSignedOff':
      return event.again !== null && submitter !== undefined
        ? [toPerson('management_review_changes_requested', submitter)]
        : [];
    case 'ManagementReviewClosed':
      return submitter === undefined ? [] : toOther('management_review_closed', submitter, event);
    case 'MinutesWritten':
    case 'ManagementReviewCalledOff':
      return [];
  }
}

const publicTypeOf: Record<ManagementReviewEvent['type'], PublicEventType | null> = {
  ManagementReviewOpened: 'management_review.opened',
  MinutesWritten: null,
  PreparationReminded: null,
  PreparationEscalated: 'management_review.escalated',
  MinutesSubmitted: 'management_review.submitted',
  SignOffReminded: null,
  SignOffEscalated: 'management_review.escalated',
  ManagementSignedOff: null,
  ManagementReviewClosed: 'management_review.closed',
  ManagementReviewCalledOff: 'management_review.called_off',
};
