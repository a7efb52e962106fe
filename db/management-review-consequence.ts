import type { ManagementReviewEvent } from '../domain/management-review-state.ts';
import { policyInForce } from './approval-policy.ts';
import { conditionActions } from './condition-action.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { managementReviewStream } from './management-review.ts';

/** What management has decided that somebody does becomes an action each. */
export async function consequencesOfManagementReview(
  trx: DatabaseTransaction,
  id: string,
  event: ManagementReviewEvent,
): Promise<Consequence[]> {
  if (event.type !== 'ManagementReviewClosed' || event.actions.length === 0) return [];
  const { timeZone } = (await policyInForce(trx)).rules.calendar;
  const set = event.actions.map((action) => ({ ...action, by: event.by }));
  return conditionActions(managementReviewStream(id), 1, set, event.at, timeZone);
}
