import type { DutyEvent } from '../domain/duty-state.ts';
import { partsOf } from '../domain/topic.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { findDuty } from './duty.ts';
import { openInternalAudit } from './internal-audit.ts';
import { gatherFigures } from './management-review-input.ts';
import { lastReviewedAt } from './management-review.ts';
import { usageAuditOpenings } from './usage-audit-opening.ts';

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
  const { starts } = found.state.definition;
  switch (starts.kind) {
    case 'policy_review':
      return [{ stream, command: { type: 'review', by, reason: 'cycle', note, occasion } }];
    case 'management_review':
      return [{ stream, command: { ...(await openingAt(trx, event)), by, occasion, note } }];
    case 'internal_audit': {
      const until = event.type === 'DutyFired' ? event.scheduledAt : event.at;
      return openInternalAudit(trx, { stream, by, at: event.at, until });
    }
    case 'usage_audit': {
      const until = event.type === 'DutyFired' ? event.scheduledAt : event.at;
      const reason = event.type === 'DutyFired' ? 'cycle' : 'out_of_turn';
      return usageAuditOpenings(trx, starts.tiers, { by, reason, note, until, round: partsOf(stream).id });
    }
    case 'control_evaluation':
    case 'checkpoint':
      return [{ stream, command: { type: 'run', by } }];
  }
}

async function openingAt(trx: DatabaseTransaction, { type, at }: DutyEvent) {
  const since = await lastReviewedAt(trx);
  const reason = type === 'DutyFired' ? 'cycle' : 'out_of_turn';
  return { type: 'open', reason, since, figures: await gatherFigures(trx, since, at) };
}
