import { Client, Connection } from '@temporalio/client';
import { openAccessGrantIds } from '../db/access-grant.ts';
import { openActionIds } from '../db/action.ts';
import { openRequestIds } from '../db/adoption-request.ts';
import { openMissingAiSystems } from '../db/ai-system-opening.ts';
import { openAiSystemIds } from '../db/ai-system.ts';
import { openAuditPackIds } from '../db/audit-pack.ts';
import { openAuditEngagementIds } from '../db/audit-engagement.ts';
import { openCampaignIds } from '../db/campaign.ts';
import { type Database, openDatabase } from '../db/database.ts';
import { startDeliveriesAgain } from '../db/delivery-start.ts';
import { requireDatabaseUrl } from '../db/require-database-url.ts';
import { openEvidenceRequestIds } from '../db/evidence-request.ts';
import { openGapIds } from '../db/gap.ts';
import { openManagementReviewIds } from '../db/management-review.ts';
import { openOversightCaseIds } from '../db/oversight-case.ts';
import { openPolicyIds } from '../db/policy.ts';
import { openRiskIds } from '../db/risk.ts';
import { openMissingShadowAi } from '../db/shadow-ai-opening.ts';
import { openShadowAiIds } from '../db/shadow-ai.ts';
import { openApplicabilityIds } from '../db/statement-of-applicability.ts';
import { openUsageAuditIds } from '../db/usage-audit.ts';
import { openVendorIds } from '../db/vendor.ts';
import { readEnvironment } from '../environment.ts';
import { temporalConnection } from '../temporal.ts';
import { workflowTypes } from './workflow-types.ts';

/**
 * Starts the workflow of every open process that has none: after somebody terminated one, or after Temporal's own data
 * was lost. The workflow takes up from the register what the process has been through. Messages that were on their way
 * are sent on their way again by the worker.
 */
const environment = readEnvironment();
const { connectionOptions, namespace } = temporalConnection();
const db = openDatabase(requireDatabaseUrl(environment));
const connection = await Connection.connect(connectionOptions);
const client = new Client({ connection, namespace });

/** Kinds of processes, each with the ids of those that a workflow must be running for, in batches by keyset. */
const openIds: Record<string, (db: Database, limit: number, after?: string) => Promise<string[]>> = {
  'access-grant': openAccessGrantIds,
  'adoption-request': openRequestIds,
  'ai-system': openAiSystemIds,
  risk: openRiskIds,
  action: openActionIds,
  vendor: openVendorIds,
  policy: openPolicyIds,
  'management-review': openManagementReviewIds,
  'oversight-case': openOversightCaseIds,
  'shadow-ai': openShadowAiIds,
  'usage-audit': openUsageAuditIds,
  'audit-pack': openAuditPackIds,
  'audit-engagement': openAuditEngagementIds,
  'evidence-request': openEvidenceRequestIds,
  gap: openGapIds,
  'statement-of-applicability': openApplicabilityIds,
  campaign: openCampaignIds,
};

let checked = 0;
let started = 0;
for (const [kind, idsAfter] of Object.entries(openIds)) {
  for (let after: string | undefined; ;) {
    const ids = await idsAfter(db, 500, after);
    for (const id of ids) if (await startUnlessRunning(kind, id)) started += 1;
    checked += ids.length;
    after = ids.at(-1);
    if (after === undefined) break;
  }
}

async function startUnlessRunning(kind: string, id: string): Promise<boolean> {
  const workflowId = `${kind}/${id}`;
  const before = await client.workflow
    .getHandle(workflowId)
    .describe()
    .catch(() => undefined);
  if (before?.status.name === 'RUNNING') return false;
  await client.workflow.start(workflowTypes[kind] ?? kind, {
    workflowId,
    taskQueue: environment.taskQueue,
    args: [{ id }],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return true;
}

// Approvals from before the register had AI systems, and use from before there were findings.
const opened = await openMissingAiSystems(db, new Date().toISOString());
const found = await openMissingShadowAi(db, new Date().toISOString());
const deliveries = await startDeliveriesAgain(db);
process.stdout.write(
  `${checked} open processes looked at, ${started} workflows started; ${opened} AI systems opened; ${found} findings of shadow AI; ${deliveries} messages on their way again.\n`,
);
await Promise.all([connection.close(), db.destroy()]);
