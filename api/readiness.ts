import type { Connection } from '@temporalio/client';
import type { Database } from '../db/database.ts';
import { missingInDatabase } from '../db/readiness.ts';

/** Asks the database and Temporal, each for two seconds at most, what is missing. */
export async function readinessOf(
  db: Database,
  connection: Connection,
  namespace: string,
): Promise<{ ready: boolean; missing: string[] }> {
  const temporal = connection
    .withDeadline(Date.now() + 2_000, () => connection.workflowService.describeNamespace({ namespace }))
    .then(() => [])
    .catch(() => ['Temporal']);
  const missing = (await Promise.all([missingInDatabase(db), temporal])).flat();
  return { ready: missing.length === 0, missing };
}
