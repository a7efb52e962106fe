import type { DutyEvent } from '../domain/duty-state.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { findDuty } from './duty.ts';
import { gatherFigures } from './management-review-input.ts';
import { lastReviewedAt } from './management-review.ts';

/** What a duty that fires, or is run by hand, has to say to what it starts. */
export async function consequencesOfDuty(
  trx: DatabaseTransaction,
  id: string,
  event: DutyEvent,
): Promise<Consequence[]> {
  if (event.type !== 'DutyFired' && event.type !== 'DutyRunNow') return [];
  const found = await findDuty(trx, id);
  if (found === undefined) throw new Error(`duty/${id} fired and is not there`);
  const { by, subject: stream } = event;
  const [occasion, note] =
    event.type === 'DutyFired' ? [event.scheduledAt, ''] : [event.occasion, event.reason];
  switch (found.state.definition.starts.kind) {
    case 'policy_review':
      return [{ stream, command: { type: 'review', by, reason: 'cycle', note, occasion } }];
    case 'management_review':
      return [{ stream, command: { ...(await openingAt(trx, event)), by, occasion, note } }];
    case 'checkpoint':
      return [{ stream, command: { type: 'run', by } }];
  }
}

async function openingAt(trx: DatabaseTransaction, { type, at }: DutyEvent) {
  const since = await lastReviewedAt(trx);
  const reason = type === 'DutyFired' ? 'cycle' : 'out_of_turn';
  return { type: 'open', reason, since, figures: await gatherFigures(trx, since, at) };
}
