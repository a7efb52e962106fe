import type { AuditEngagementEvent } from '../domain/audit-engagement.ts';
import type { Consequence } from './consequence.ts';
import type { DatabaseTransaction } from './database.ts';
import { evidenceRequestStream } from './evidence-request.ts';

/** Nobody is left who could take an answer: what was asked is called off with the engagement. */
export async function consequencesOfAuditEngagement(
  trx: DatabaseTransaction,
  id: string,
  event: AuditEngagementEvent,
): Promise<Consequence[]> {
  if (event.type !== 'AuditEngagementEnded' && event.type !== 'AuditEngagementClosed') return [];
  const open = await trx
    .selectFrom('evidence_request')
    .select('id')
    .where('engagement_id', '=', id)
    .where('state', 'in', ['asked', 'answered', 'declined'])
    .orderBy('id')
    .execute();
  const reason = event.type === 'AuditEngagementEnded' ? 'The engagement has ended.' : event.reason;
  return open.map((request) => ({
    stream: evidenceRequestStream(request.id),
    command: { type: 'callOff', reason },
  }));
}
