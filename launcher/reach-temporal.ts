import type { Connection, ConnectionOptions } from '@temporalio/client';
import { eventually } from './eventually.ts';

/** Which namespace of which server. */
export interface TemporalNamespace {
  readonly connectionOptions: ConnectionOptions;
  readonly namespace: string;
}

/**
 * Asks a Temporal server for its namespace.
 * @param withinMs milliseconds to wait for the connection, and again for the answer
 * @throws when the server cannot be reached or does not have the namespace
 */
export async function reachTemporal(temporal: TemporalNamespace, withinMs: number): Promise<void> {
  await connected(temporal, withinMs, (connection) =>
    connection.withDeadline(Date.now() + withinMs, () =>
      connection.workflowService.describeNamespace({ namespace: temporal.namespace }),
    ),
  );
}

/**
 * Waits until a worker asks the task queue for workflow tasks.
 * @returns whether one did within `withinMs` milliseconds
 */
export async function workerAsks(
  temporal: TemporalNamespace,
  taskQueue: string,
  withinMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  const { namespace } = temporal;
  const asked = await connected(temporal, withinMs, (connection) =>
    eventually(async () => {
      if (signal.aborted) return false;
      const { pollers } = await connection.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name: taskQueue },
      });
      return pollers.length > 0 ? true : undefined;
    }, withinMs),
  );
  return asked === true;
}

async function connected<T>(
  { connectionOptions }: TemporalNamespace,
  withinMs: number,
  ask: (connection: Connection) => Promise<T>,
): Promise<T> {
  // Loaded only when it is needed: that takes longer than the server takes to start.
  const { Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ ...connectionOptions, connectTimeout: withinMs });
  try {
    return await ask(connection);
  } finally {
    await connection.close();
  }
}
