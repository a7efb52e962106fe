import type { Database } from '../db/database.ts';
import { isInScope, versionsInPeriod } from '../db/audit-engagement-scope.ts';
import { policyTextOf } from '../db/policy-text.ts';
import type { AuditEngagement } from '../domain/audit-engagement.ts';
import type { AuditedKind } from '../domain/audited-kind.ts';
import { adoptionRequestProcess } from './adoption-request-process.ts';
import { aiSystemProcess } from './ai-system-process.ts';
import { engagementSeenBy } from './audit-engagement.ts';
import { oversightCaseProcess } from './oversight-case-process.ts';
import { policyProcess } from './policy-process.ts';
import { Problem } from './problem.ts';
import type { ProcessKind } from './process.ts';
import { riskProcess } from './risk-process.ts';
import type { Caller } from './route.ts';
import type { Services } from './services.ts';
import { usageAuditProcess } from './usage-audit-process.ts';
import { type ShownUsageAudit, withoutUsers } from './usage-audit-representation.ts';
import { vendorProcess } from './vendor-process.ts';

type Represent = (db: Database, id: string, engagement: AuditEngagement) => Promise<unknown>;

/** A record of each kind as it stands now, as the organisation itself reads it. */
const representations: Record<AuditedKind, Represent> = {
  'ai-system': asItStands(aiSystemProcess),
  'adoption-request': asItStands(adoptionRequestProcess),
  vendor: asItStands(vendorProcess),
  risk: asItStands(riskProcess),
  'oversight-case': asItStands(oversightCaseProcess),
  // Who used what is for those who oversee them; what was found of it is not.
  'usage-audit': async (db, id, engagement) => {
    const shown = await asItStands(usageAuditProcess)(db, id, engagement);
    return shown === undefined ? undefined : withoutUsers(shown as ShownUsageAudit);
  },
  policy: async (db, id, engagement) => {
    const shown = await asItStands(policyProcess)(db, id, engagement);
    const versions = await versionsInPeriod(db, engagement, id);
    const texts = versions.map(async (version) => ({
      ...version,
      text: await policyTextOf(db, version.hash),
    }));
    return shown === undefined ? undefined : { ...(shown as object), versions: await Promise.all(texts) };
  },
};

function asItStands<State>(kind: Pick<ProcessKind<State, never>, 'find' | 'represent'>): Represent {
  return async (db, id) => {
    const recorded = await kind.find(db, id);
    return recorded && (await kind.represent(db, recorded)).body;
  };
}

/** Which record somebody asks for, in which engagement. */
export interface RecordAsked {
  id: string;
  kind: AuditedKind;
  record: string;
}

/** The stream of a record in the scope. Throws a Problem: what is outside is as if there was none. */
export async function streamInScope(
  services: Services,
  caller: Caller,
  { id, kind, record }: RecordAsked,
): Promise<{ stream: string; engagement: AuditEngagement }> {
  const { state: engagement } = await engagementSeenBy(services, caller, id);
  if (!(await isInScope(services.db, engagement, kind, record))) throw noSuchRecord();
  return { stream: `${kind}/${record}`, engagement };
}

/** What a record in the scope says. Throws a Problem where there is none. */
export async function recordInScope(
  services: Services,
  caller: Caller,
  asked: RecordAsked,
): Promise<unknown> {
  const { engagement } = await streamInScope(services, caller, asked);
  const shown = await representations[asked.kind](services.db, asked.record, engagement);
  if (shown === undefined) throw noSuchRecord();
  return shown;
}

function noSuchRecord(): Problem {
  return new Problem('not_found', 'There is no such record in the scope of this engagement.');
}
