import { type AuditPackEvent, auditPack as decider } from '../domain/audit-pack.ts';
import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import type { DatabaseTransaction } from './database.ts';

/** Folds the events into the read model of audit packs. Nobody is told: whoever has asked for one sees it on its page. */
export async function projectAuditPack(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly AuditPackEvent[],
): Promise<Notification[]> {
  const row = await trx.selectFrom('audit_pack').select('detail').where('id', '=', id).executeTakeFirst();
  const pack = fold(decider, row?.detail, events);
  if (pack === undefined) return [];
  const values = {
    state: pack.state,
    asked_by: pack.askedBy,
    asked_at: pack.askedAt,
    kept_until: pack.keptUntil,
    engagement_id: pack.engagement,
    seq: seqBefore + events.length,
    detail: JSON.stringify(pack),
  };
  await trx
    .insertInto('audit_pack')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  return [];
}
