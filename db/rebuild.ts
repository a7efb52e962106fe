import { sql } from 'kysely';
import type { Database } from './database.ts';
import { eventOf } from './event-store.ts';
import { projectEvents } from './projections.ts';

/**
 * The read models that hold nothing but what events say. The directory of people and token hashes are not among them, nor
 * is what is told of use: it is a record of its own, and pruned.
 */
const readModels = [
  'assignment',
  'campaign',
  'acknowledgement',
  'training_completion',
  'quiz_attempt',
  'course_version',
  'course',
  'significant_change',
  'policy_version',
  'policy',
  'task',
  'oversight_assignment',
  'oversight_case',
  'oversight_policy',
  'trust_download',
  'access_grant',
  'trust_document',
  'trust_page_version',
  'nda_version',
  'shadow_ai',
  'ai_system_alias',
  'ai_system',
  'action',
  'risk_link',
  'risk_count',
  'risk',
  'risk_policy',
  'boundary_breach',
  'usage_policy',
  'vendor',
  'vendor_policy',
  'management_review',
  'control_result',
  'control_evidence',
  'gap',
  'statement_of_applicability_version',
  'statement_of_applicability',
  'usage_audit',
  'audit_pack_download',
  'audit_pack',
  'audit_engagement_auditor',
  'audit_engagement',
  'evidence_request',
  'duty_firing',
  'duty',
  'comment',
  'sign_off_signatory',
  'sign_off',
  'adoption_request',
  'approval_policy',
  'delegation',
  'person_role',
] as const;

/**
 * Throws the read models away and makes them again from the events, in one transaction: readers see the old ones until
 * it ends, writers wait. Returns how many events were read; `progress` is told after each thousand.
 */
export async function rebuildReadModels(
  db: Database,
  progress: (events: number) => void = () => undefined,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`lock table event in share mode`.execute(trx);
    for (const table of readModels) await trx.deleteFrom(table).execute();
    let events = 0;
    for (let after = 0; ;) {
      const rows = await trx
        .selectFrom('event')
        .select(['position', 'stream', 'seq', 'command_id', 'canonical'])
        .where('position', '>', after)
        .orderBy('position')
        .limit(1_000)
        .execute();
      for (const row of rows) {
        const event = eventOf(row.canonical);
        await projectEvents(trx, row.stream, row.seq - 1, [{ event, commandId: row.command_id }]);
      }
      events += rows.length;
      progress(events);
      const last = rows.at(-1);
      if (last === undefined) return events;
      after = last.position;
    }
  });
}
