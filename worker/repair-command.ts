import { Client, Connection } from '@temporalio/client';
import { openRequestIds, streamOf } from '../db/adoption-request.ts';
import { openDatabase } from '../db/database.ts';
import { startDeliveriesAgain } from '../db/delivery-start.ts';
import { requireDatabaseUrl } from '../db/require-database-url.ts';
import { readEnvironment } from '../environment.ts';
import { temporalConnection } from '../temporal.ts';

/**
 * Starts the workflow of every open request that has none: after somebody terminated one, or after Temporal's own data
 * was lost. The workflow takes up from the register what the request has been through. Messages that were on their way
 * are sent on their way again by the worker.
 */
const environment = readEnvironment();
const { connectionOptions, namespace } = temporalConnection();
const db = openDatabase(requireDatabaseUrl(environment));
const connection = await Connection.connect(connectionOptions);
const client = new Client({ connection, namespace });

let checked = 0;
let started = 0;
for (let after: string | undefined; ;) {
  const ids = await openRequestIds(db, 500, after);
  for (const id of ids) {
    const workflowId = streamOf(id);
    const { taskQueue } = environment;
    const before = await client.workflow
      .getHandle(workflowId)
      .describe()
      .catch(() => undefined);
    if (before?.status.name !== 'RUNNING') {
      await client.workflow.start('adoptionRequest', {
        workflowId,
        taskQueue,
        args: [{ id }],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
      started += 1;
    }
    checked += 1;
  }
  after = ids.at(-1);
  if (after === undefined) break;
}
const deliveries = await startDeliveriesAgain(db);
process.stdout.write(
  `${checked} open requests looked at, ${started} workflows started; ${deliveries} messages on their way again.\n`,
);
await Promise.all([connection.close(), db.destroy()]);
