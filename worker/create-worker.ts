import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { auditPackActivities } from '../activities/audit-pack.ts';
import { campaignActivities } from '../activities/campaign.ts';
import { checkpointActivities } from '../activities/checkpoint.ts';
import { controlEvaluationActivities } from '../activities/control-evaluation.ts';
import { deliverActivities, type MessagingSettings } from '../activities/deliver.ts';
import { departureActivities } from '../activities/departure.ts';
import { fireDutyActivities } from '../activities/fire-duty.ts';
import { gatherUsageActivities } from '../activities/gather-usage.ts';
import { recordActivities } from '../activities/record.ts';
import type { Database } from '../db/database.ts';
import { bundlePath } from './workflow-bundle.ts';

export interface WorkerDependencies {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  db: Database;
  /** Signs checkpoints and the manifests of audit packs. */
  checkpointKey: KeyObject;
  /** Takes a line per checkpoint, outside the database. */
  checkpointFile: string;
  /** How messages leave the house, and where their links lead. */
  messaging: MessagingSettings;
}

/** A worker for all of our workflows and activities. Throws where the workflows have not been bundled. */
export async function createWorker(dependencies: WorkerDependencies): Promise<Worker> {
  if (!existsSync(bundlePath)) throw new Error('The workflows are not bundled: run `npm run build` first.');
  const { connection, namespace, taskQueue, db, checkpointKey, checkpointFile, messaging } = dependencies;
  const checkpointing = checkpointActivities(db, checkpointKey, checkpointFile);
  const making = { key: checkpointKey, publicUrl: messaging.publicUrl, ...checkpointing };
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: { codePath: bundlePath },
    activities: {
      ...recordActivities(db),
      ...campaignActivities(db),
      ...controlEvaluationActivities(db),
      ...departureActivities(db),
      ...fireDutyActivities(db),
      ...gatherUsageActivities(db),
      ...deliverActivities(db, messaging),
      ...checkpointing,
      ...auditPackActivities(db, making),
    },
    // What runs when the worker is told to stop gets time to end; the launcher ends us after two seconds.
    shutdownGraceTime: '1 second',
    shutdownForceTime: '1500 milliseconds',
    // After a worker's death its workflows move to another one this soon, instead of after ten seconds.
    stickyQueueScheduleToStartTimeout: '1 second',
    maxCachedWorkflows: 2_000,
    maxConcurrentLocalActivityExecutions: 50,
    maxConcurrentWorkflowTaskExecutions: 40,
  });
}
