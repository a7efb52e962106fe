import { systemNames } from '../db/ai-system-name.ts';
import { findAuditEngagement } from '../db/audit-engagement.ts';
import type { Database } from '../db/database.ts';
import { namesOf } from '../db/directory.ts';
import type { Recorded } from '../db/process.ts';
import {
  type AuditEngagement,
  auditEngagement,
  type AuditEngagementCommand,
} from '../domain/audit-engagement.ts';
import { auditEngagementAttributesOf } from '../workflows/audit-engagement-messages.ts';
import type { ProcessKind } from './process.ts';

/** How the API carries messages to audit engagements. */
export const auditEngagementProcess: ProcessKind<AuditEngagement, AuditEngagementCommand> = {
  kind: 'audit-engagement',
  noun: 'audit engagement',
  workflowType: 'auditEngagement',
  path: '/v1/audit-engagements',
  decider: auditEngagement,
  find: findAuditEngagement,
  async represent(db, recorded) {
    return { body: await auditEngagementRepresentation(db, recorded), etag: `"${recorded.seq}"` };
  },
  attributesOf: auditEngagementAttributesOf,
  summaryOf: ({ endsOn }) => `Audit engagement · until ${endsOn}`,
  refusalExtensions: (_db, { state, endsAt }) => Promise.resolve({ state, endsAt }),
};

async function auditEngagementRepresentation(db: Database, { id, state }: Recorded<AuditEngagement>) {
  const { scope, auditors, openedBy, over } = state;
  const named = scope.systems === 'all' ? [] : scope.systems;
  const [nameOf, systemOf] = await Promise.all([
    namesOf(db, [...auditors, openedBy, ...(over === null ? [] : [over.by])]),
    systemNames(db, named),
  ]);
  return {
    id,
    state: state.state,
    title: state.title,
    firm: state.firm,
    scope,
    systems: named.map((system) => systemOf(system)),
    period: state.period,
    endsOn: state.endsOn,
    endsAt: state.endsAt,
    auditors: auditors.map(nameOf),
    openedBy: nameOf(openedBy),
    openedAt: state.openedAt,
    over: over && { ...over, by: nameOf(over.by) },
  };
}
