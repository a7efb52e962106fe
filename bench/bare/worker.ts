/** The worker of the bare workflow, with the settings of ours. */
import path from 'node:path';
import { NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';
import { bareActivities } from './activities.ts';

const { TEMPORAL_ADDRESS: address = '', DATABASE_URL: connectionString } = process.env;
const connection = await NativeConnection.connect({ address });
const worker = await Worker.create({
  connection,
  taskQueue: 'bare',
  workflowsPath: path.join(import.meta.dirname, 'workflow.ts'),
  activities: { ...bareActivities(new pg.Pool({ connectionString, max: 10 })) },
  stickyQueueScheduleToStartTimeout: '1 second',
  maxCachedWorkflows: 2_000,
  maxConcurrentWorkflowTaskExecutions: 40,
});
await worker.run();
