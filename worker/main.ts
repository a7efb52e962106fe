import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import pino from 'pino';
import { deliverActivities } from '../activities/deliver.ts';
import { openDatabase } from '../db/database.ts';
import { checkpointFiles } from '../db/kept-checkpoints.ts';
import { requireDatabaseUrl } from '../db/require-database-url.ts';
import { readEnvironment } from '../environment.ts';
import { temporalConnection } from '../temporal.ts';
import { runAuditPackRetention } from './audit-pack-retention.ts';
import { loadCheckpointKey } from './checkpoint-key.ts';
import { createWorker } from './create-worker.ts';
import { runDutySchedules } from './duty-schedules.ts';
import { runProcessMessageRelay } from './process-message-relay.ts';
import { registerSearchAttributes } from './register-search-attributes.ts';
import { runRelay } from './relay.ts';
import { runTrustNews } from './trust-news.ts';
import { runUsageRetention } from './usage-retention.ts';

const environment = readEnvironment();
const log = pino({
  level: environment.logLevel,
  base: { part: 'worker' },
  // The SDK puts errors under this name.
  serializers: { error: pino.stdSerializers.err },
});
Runtime.install({
  shutdownSignals: ['SIGINT', 'SIGTERM'],
  logger: {
    log: (_level, message, meta) => log.info(meta, message),
    trace: (message, meta) => log.trace(meta, message),
    debug: (message, meta) => log.debug(meta, message),
    info: (message, meta) => log.info(meta, message),
    warn: (message, meta) => log.warn(meta, message),
    error: (message, meta) => log.error(meta, message),
  },
});

const { connectionOptions, namespace } = temporalConnection();
const { taskQueue, databasePoolSize, checkpointIntervalSeconds, home } = environment;
const db = openDatabase(requireDatabaseUrl(environment), {
  poolSize: databasePoolSize,
  applicationName: 'countersign-worker',
});
const [nativeConnection, connection, checkpointKey] = await Promise.all([
  NativeConnection.connect(connectionOptions),
  Connection.connect(connectionOptions),
  loadCheckpointKey(home),
]);
await registerSearchAttributes(connection, namespace).catch((error: unknown) => {
  log.warn({ err: error }, 'search attributes could not be registered: add them by hand, see the README');
});

const messaging = {
  mail: environment.mail,
  publicUrl: environment.publicUrl,
  allowPrivateWebhooks: environment.webhookAllowPrivate,
  demo: environment.demo,
};
if (environment.mail === undefined && !environment.demo) {
  log.warn('no mail is sent: SMTP_URL says by which server; until then mails are kept in the database');
}
const worker = await createWorker({
  connection: nativeConnection,
  namespace,
  taskQueue,
  db,
  checkpointKey,
  checkpointFile: checkpointFiles(home).checkpoints,
  messaging,
});
const client = new Client({ connection, namespace });
log.info({ taskQueue, namespace }, 'worker is ready');
const stop = new AbortController();
const keep = environment.mail === undefined ? deliverActivities(db, messaging).deliver : undefined;
const relaying = Promise.all([
  runProcessMessageRelay({ db, client, taskQueue, log }, stop.signal),
  runRelay({ db, client, taskQueue, keep, log }, stop.signal),
  runDutySchedules({ db, client, taskQueue, checkpointIntervalSeconds, log }, stop.signal),
  runUsageRetention({ db, log }, stop.signal),
  runAuditPackRetention({ db, log }, stop.signal),
  runTrustNews({ db, publicUrl: environment.publicUrl, log }, stop.signal),
]);
await worker.run();
stop.abort();
await relaying;
await Promise.all([nativeConnection.close(), connection.close(), db.destroy()]);
