import { openDatabase } from '../db/database.ts';
import { policyInForce } from '../db/approval-policy.ts';
import { findAuditEngagement } from '../db/audit-engagement.ts';
import { findPerson } from '../db/directory.ts';
import { record } from '../db/record.ts';
import { uuidOf } from '../db/uuid.ts';
import { auditEngagement, type AuditEngagementCommand } from '../domain/audit-engagement.ts';
import { daysAfter } from '../domain/days.ts';
import { settle } from '../domain/decider.ts';
import { endOfLocalDate, localDateOf, startOfLocalDate } from '../domain/working-time.ts';

/** Lets the external auditor of the demo look at everything for a quarter. Nothing where that is so already. */
export async function seedDemoEngagement(databaseUrl: string): Promise<void> {
  const db = openDatabase(databaseUrl, { poolSize: 2 });
  try {
    const id = uuidOf(['demo-engagement']);
    const [known, manager, auditor] = await Promise.all([
      findAuditEngagement(db, id),
      findPerson(db, 'compliance'),
      findPerson(db, 'external-auditor'),
    ]);
    if (known !== undefined || manager === undefined || auditor === undefined) return;
    const at = new Date().toISOString();
    const { timeZone } = (await policyInForce(db)).rules.calendar;
    const day = (days: number) => localDateOf(daysAfter(at, days), timeZone);
    const [from, endsOn] = [day(-365), day(90)];
    const open: AuditEngagementCommand = {
      type: 'open',
      id: 'demo-engagement/open',
      by: manager.id,
      at,
      actor: { person: manager.id, roles: ['compliance_manager'], actsFor: [] },
      title: 'ISO/IEC 42001, stage 2',
      firm: 'Example Certification Ltd',
      scope: { from, until: endsOn, systems: 'all' },
      period: { from: startOfLocalDate(from, timeZone), until: endOfLocalDate(endsOn, timeZone) },
      endsOn,
      endsAt: endOfLocalDate(endsOn, timeZone),
      auditors: [auditor.id],
    };
    const { events, outcomes } = settle(auditEngagement, { state: undefined, seq: 0 }, [open], at);
    await record(db, { stream: `audit-engagement/${id}`, expectedSeq: 0, events, outcomes });
  } finally {
    await db.destroy();
  }
}
