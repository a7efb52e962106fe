import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { DeliverActivities } from '../activities/deliver.ts';
import type { Database } from '../db/database.ts';
import { mailsToKeep, type Startable, startDeliveries } from '../db/delivery-start.ts';
import { dropIdleAsks, fanOutToWebhooks, relayNext } from '../db/notification-relay.ts';
import { goRounds } from './rounds.ts';

export interface RelayDependencies {
  db: Database;
  client: Client;
  taskQueue: string;
  /** Keeps a mail where none are sent; undefined where they are. */
  keep: DeliverActivities['deliver'] | undefined;
  log: Pick<Logger, 'warn'>;
}

const everyMs = 1_000;

/**
 * Turns what is on record as to be told into messages on their way, until `signal` says stop. As many relays as one
 * likes run side by side; what fails is logged and comes up again.
 */
export function runRelay(dependencies: RelayDependencies, signal: AbortSignal): Promise<void> {
  return goRounds(
    everyMs,
    signal,
    () => relay(dependencies, signal),
    (error) =>
      dependencies.log.warn({ err: error }, 'not everybody could be told just now; it is tried again'),
  );
}

/** One round: everything that is due now. */
export async function relay(dependencies: RelayDependencies, signal?: AbortSignal): Promise<void> {
  const { db, keep } = dependencies;
  const now = () => new Date().toISOString();
  await dropIdleAsks(db, now());
  await fanOutToWebhooks(db, now());
  while (signal?.aborted !== true && (await relayNext(db, now())));
  if (keep !== undefined) await keepMails(dependencies, keep);
  const start = (delivery: Startable) => startWorkflow(dependencies, delivery);
  while (signal?.aborted !== true && (await startDeliveries(db, now(), start)) > 0);
}

/** What goes nowhere needs no workflow to get there. */
async function keepMails({ db, log }: RelayDependencies, keep: DeliverActivities['deliver']): Promise<void> {
  for (const id of await mailsToKeep(db)) {
    await keep(id).catch((error: unknown) => {
      log.warn({ err: error, delivery: id }, 'a mail could not be kept');
    });
  }
}

/** The id makes a second start the same one; a run after the end finds nothing left to do. */
async function startWorkflow({ client, taskQueue }: RelayDependencies, delivery: Startable): Promise<void> {
  const { id, channel, kind, digest } = delivery;
  const options = {
    taskQueue,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
  } as const;
  if (digest === null) {
    await client.workflow.start('delivery', {
      ...options,
      workflowId: `delivery/${id}`,
      args: [{ id, channel }],
      staticSummary: `${kind.replaceAll(/[_.]/g, ' ')}, by ${channel}`,
    });
  } else {
    await client.workflow.start('reminderDigest', {
      ...options,
      workflowId: `reminder-digest/${digest.person}/${digest.on}`,
      args: [{ id, channel, sendAt: digest.sendAt }],
      staticSummary: `Reminders of one day, by ${channel}`,
    });
  }
}
