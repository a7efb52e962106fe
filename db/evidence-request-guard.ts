import type { Refusal } from '../domain/decider.ts';
import type { EvidenceRequestEvent } from '../domain/evidence-request.ts';
import { auditEngagementStream, engagementsOf } from './audit-engagement.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';

/** What an auditor says counts while their engagement lets them in, at the instant at which they said it. */
export async function evidenceRequestGuard(
  trx: DatabaseTransaction,
  id: string,
  event: EvidenceRequestEvent,
): Promise<Refusal | undefined> {
  if (!isOfAuditor(event)) return undefined;
  const engagement = await engagementOf(trx, id);
  const engaged = await engagementsOf(trx, event.by, event.at);
  if (engaged.some((one) => one.id === engagement && one.letsIn)) return undefined;
  return { code: 'guard_failed', detail: 'This engagement does not let you in any more.' };
}

/** Nobody is removed, and nothing comes to its end, while it is looked at. */
export async function lockForEvidenceRequest(
  trx: DatabaseTransaction,
  id: string,
  events: readonly EvidenceRequestEvent[],
): Promise<void> {
  for (const event of events.filter(isOfAuditor)) {
    const engagement = event.type === 'EvidenceRequested' ? event.engagement : await engagementOf(trx, id);
    if (engagement !== undefined) await lockStream(trx, auditEngagementStream(engagement), 'shared');
  }
}

function isOfAuditor({ type }: EvidenceRequestEvent): boolean {
  return (
    type === 'EvidenceRequested' || type === 'EvidenceRequestAccepted' || type === 'EvidenceRequestAskedBack'
  );
}

async function engagementOf(trx: DatabaseTransaction, id: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom('evidence_request')
    .select('engagement_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.engagement_id;
}
