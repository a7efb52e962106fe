import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { openDatabase } from '../db/database.ts';
import { requireDatabaseUrl } from '../db/require-database-url.ts';
import { readEnvironment } from '../environment.ts';
import { temporalConnection } from '../temporal.ts';
import { createApp } from './app.ts';
import { listen } from './listen.ts';
import { databaseServices } from './services.ts';
import { readinessOf } from './readiness.ts';
import { IdentityProvider } from './sign-in/identity-provider.ts';

const environment = readEnvironment();
const { openIdConnect } = environment;
const log = pino({ level: environment.logLevel, base: { part: 'api' } });
const { connectionOptions, namespace } = temporalConnection();
const db = openDatabase(requireDatabaseUrl(environment), {
  poolSize: environment.databasePoolSize,
  applicationName: 'countersign-api',
});
// Lazy: the API starts, and reads, while Temporal is away.
const connection = Connection.lazy(connectionOptions);

const app = createApp(
  {
    ...databaseServices(db),
    temporal: new Client({ connection, namespace }),
    taskQueue: environment.taskQueue,
    outcomeTimeoutMs: environment.outcomeTimeoutMs,
    log,
    readiness: () => readinessOf(db, connection, namespace),
    home: environment.home,
    temporalUi: environment.temporalUiUrl && `${environment.temporalUiUrl}/namespaces/${namespace}`,
    demo: environment.demo,
    identityProvider: openIdConnect && new IdentityProvider(openIdConnect),
    directoryRoles: environment.directoryRoles,
    publicUrl: environment.publicUrl,
    allowPrivateWebhooks: environment.webhookAllowPrivate,
  },
  environment,
);

const server = listen(app, environment.port, environment.host);
server.on('error', (error) => {
  log.fatal({ err: error }, `cannot listen on ${environment.host}:${environment.port}`);
  process.exit(1);
});
await once(server, 'listening');
log.info({ port: environment.port }, 'api is ready');

await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
// Answers on their way get a second; then connections that are kept open for nothing are closed.
server.close();
server.closeIdleConnections();
setTimeout(() => server.closeAllConnections(), 1_000).unref();
await once(server, 'close');
await Promise.all([connection.close(), db.destroy()]);
