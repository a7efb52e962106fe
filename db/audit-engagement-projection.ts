import { sql } from 'kysely';
import { auditEngagementNotifications } from '../domain/audit-engagement-notification.ts';
import {
  type AuditEngagement,
  auditEngagement as decider,
  type AuditEngagementEvent,
} from '../domain/audit-engagement.ts';
import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import type { DatabaseTransaction } from './database.ts';

/** Folds the events into the read model of engagements, and into who is let in. Returns who must be told of them. */
export async function projectAuditEngagement(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly AuditEngagementEvent[],
): Promise<Notification[]> {
  const row = await trx
    .selectFrom('audit_engagement')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirst();
  const current = fold(decider, row?.detail, events);
  if (current === undefined) return [];
  const values = rowOf(current, seqBefore + events.length);
  await trx
    .insertInto('audit_engagement')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  for (const event of events) await projectAuditors(trx, id, event);
  return auditEngagementNotifications(row?.detail, seqBefore, events);
}

function rowOf(current: AuditEngagement, seq: number) {
  return {
    title: current.title,
    firm: current.firm,
    state: current.state,
    ends_at: current.endsAt,
    opened_at: current.openedAt,
    over_at: current.over?.at ?? null,
    seq,
    detail: JSON.stringify(current),
  };
}

/** Whoever was let in once stays known as somebody from outside. */
async function projectAuditors(
  trx: DatabaseTransaction,
  id: string,
  event: AuditEngagementEvent,
): Promise<void> {
  switch (event.type) {
    case 'AuditEngagementOpened':
      return letIn(trx, id, event.auditors);
    case 'AuditorAdded':
      return letIn(trx, id, [event.auditor]);
    case 'AuditorRemoved':
      await trx
        .updateTable('audit_engagement_auditor')
        .set({ removed_at: event.at })
        .where('engagement_id', '=', id)
        .where('person_id', '=', event.auditor)
        .execute();
      return;
    case 'AuditEngagementEndMoved':
    case 'AuditEngagementReminded':
    case 'AuditEngagementEnded':
    case 'AuditEngagementClosed':
      return;
  }
}

async function letIn(trx: DatabaseTransaction, id: string, people: readonly string[]): Promise<void> {
  await sql`
    insert into audit_engagement_auditor (engagement_id, person_id)
    select ${id}::uuid, person from unnest(${people}::text[]) as named (person)
    on conflict (engagement_id, person_id) do update set removed_at = null`.execute(trx);
}
