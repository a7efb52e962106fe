import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { sendNextProcessMessages } from '../db/process-message.ts';
import { goRounds } from './rounds.ts';
import { workflowTypes } from './workflow-types.ts';

interface Dependencies {
  db: Database;
  client: Client;
  taskQueue: string;
  log: Pick<Logger, 'warn'>;
}

/** What one process tells another is part of what happens to both: it goes out soon after it has been put down. */
const everyMs = 250;

/** Sends what processes have to say to others until `signal` says stop. As many relays as one likes run side by side. */
export function runProcessMessageRelay(dependencies: Dependencies, signal: AbortSignal): Promise<void> {
  return goRounds(
    everyMs,
    signal,
    async () => {
      while (!signal.aborted && (await relayProcessMessages(dependencies)) > 0);
    },
    (error) =>
      dependencies.log.warn({ err: error }, 'processes could not be told just now; it is tried again'),
  );
}

/** Sends what processes have to say to others as signals that start whoever does not run; returns how many were taken. */
export function relayProcessMessages({ db, client, taskQueue, log }: Dependencies): Promise<number> {
  return sendNextProcessMessages(
    db,
    new Date().toISOString(),
    async (stream, command) => {
      const [kind = '', id = ''] = stream.split('/');
      const workflowType = workflowTypes[kind];
      if (workflowType === undefined) throw new Error(`no workflow is known for ${stream}`);
      await client.workflow.signalWithStart(workflowType, {
        workflowId: stream,
        taskQueue,
        args: [{ id }],
        signal: command.type,
        signalArgs: [command],
      });
    },
    (error, stream) =>
      log.warn({ err: error, stream }, 'a process could not be told just now; it is tried again'),
  );
}
