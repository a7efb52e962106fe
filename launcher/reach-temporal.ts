import type { ConnectionOptions } from '@temporalio/client';

/**
 * Asks a Temporal server for its namespace.
 * @param withinMs milliseconds to wait for the connection, and again for the answer
 * @throws when the server cannot be reached or does not have the namespace
 */
export async function reachTemporal(
  { connectionOptions, namespace }: { connectionOptions: ConnectionOptions; namespace: string },
  withinMs: number,
): Promise<void> {
  // Loaded only when it is needed: it takes longer than the server takes to start.
  const { Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ ...connectionOptions, connectTimeout: withinMs });
  try {
    await connection.withDeadline(Date.now() + withinMs, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  } finally {
    await connection.close();
  }
}
