import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { eventually } from '../launcher/eventually.ts';
import type { Running } from '../launcher/household.ts';
import { lastLines, startPart } from '../launcher/part.ts';
import { startPostgres } from '../launcher/postgres.ts';
import { showProgress } from '../launcher/progress.ts';
import { findTemporalServer, startTemporalServer } from '../launcher/temporal-server.ts';
import { bundleWorkflows } from '../launcher/workflow-bundle.ts';
import { registerSearchAttributes } from '../worker/register-search-attributes.ts';

/** A PostgreSQL and a Temporal server in a temporary folder, and processes that are started on them. */
export interface Servers {
  readonly temporalAddress: string;
  readonly directory: string;
  /** A new empty database; returns its URL. */
  createDatabase(name: string): Promise<string>;
  /** Starts `node --import tsx <entry>`, and waits until `isReady` says so. */
  run(entry: string, env: NodeJS.ProcessEnv, isReady: () => Promise<boolean>): Promise<Running>;
}

/** Does the work on fresh servers, and stops everything that was started, whatever happens. */
export async function onServers<Result>(work: (servers: Servers) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(path.join(tmpdir(), 'countersign-bench-'));
  const stops: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })];
  const stopAll = async () => {
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
  };
  const onSignal = () => void stopAll().finally(() => process.exit(130));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    // PostgreSQL runs as a user of its own where we are root, and must find its folder inside.
    await chmod(directory, 0o711);
    await bundleWorkflows(showProgress);
    const executable = await findTemporalServer(showProgress);
    const postgres = await startPostgres({ directory: path.join(directory, 'postgres') });
    stops.push(() => postgres.stop());
    const temporal = await startTemporalServer({ executable, directory: path.join(directory, 'temporal') });
    stops.push(() => temporal.stop());
    const connection = await Connection.connect({ address: temporal.address });
    await registerSearchAttributes(connection, 'default');
    await connection.close();
    return await work({
      temporalAddress: temporal.address,
      directory,
      createDatabase: (name) => createDatabase(postgres.url, name),
      run: async (entry, env, isReady) => {
        const part = await start(directory, entry, {
          TEMPORAL_ADDRESS: temporal.address,
          LOG_LEVEL: 'warn',
          ...env,
        });
        stops.push(() => part.running.stop());
        await ready(part, isReady);
        return part.running;
      },
    });
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await stopAll();
  }
}

async function createDatabase(serverUrl: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database "${name}"`);
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function start(directory: string, entry: string, env: NodeJS.ProcessEnv) {
  const log = path.join(directory, `${entry.replaceAll('/', '-')}.log`);
  const running = await startPart({ entry: [entry], env: { ...process.env, ...env }, log, watch: false });
  return { entry, log, running };
}

async function ready(
  { entry, log, running }: { entry: string; log: string; running: Running },
  isReady: () => Promise<boolean>,
): Promise<void> {
  const answer = await Promise.race([
    eventually(async () => (await isReady().catch(() => false)) || undefined, 60_000),
    running.ended,
  ]);
  if (answer !== true) throw new Error(`${entry} did not get ready:\n${await lastLines(log)}`);
}
