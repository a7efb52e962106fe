import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Connection } from '@temporalio/client';
import type { TestProject } from 'vitest/node';
import { migrate } from '../db/migrate.ts';
import { findChromium } from '../launcher/chromium.ts';
import { startPostgres } from '../launcher/postgres.ts';
import { showProgress } from '../launcher/progress.ts';
import { findTemporalServer, startTemporalServer } from '../launcher/temporal-server.ts';
import { findTimeSkippingServer } from '../launcher/time-skipping-server.ts';
import { bundleWorkflows } from '../launcher/workflow-bundle.ts';
import { registerSearchAttributes } from '../worker/register-search-attributes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated database that test databases are copied from; nobody stays connected to it. */
    templateUrl: string;
    temporalAddress: string;
    /** Program of the time-skipping server; empty where the SDK is to fetch it. */
    timeSkippingServer: string;
    /** Program of the browser; empty where there is none, and the browser suites say so. */
    chromium: string;
  }
}

/** One PostgreSQL and one Temporal server for all suites; each suite gets a database and a task queue of its own. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'countersign-test-'));
  // PostgreSQL runs as a user of its own where we are root, and must find its folder inside.
  await chmod(directory, 0o711);
  await bundleWorkflows(showProgress);
  const executable = await findTemporalServer(showProgress);
  const timeSkippingServer = await findTimeSkippingServer(showProgress);
  const chromium = await findChromium(showProgress);
  const postgres = await startPostgres({ directory: path.join(directory, 'postgres') });
  const temporal = await startTemporalServer({ executable, directory: path.join(directory, 'temporal') });
  await migrate(postgres.url);
  const connection = await Connection.connect({ address: temporal.address });
  await registerSearchAttributes(connection, 'default');
  await connection.close();
  provide('templateUrl', postgres.url);
  provide('temporalAddress', temporal.address);
  provide('timeSkippingServer', timeSkippingServer ?? '');
  provide('chromium', chromium ?? '');
  return async () => {
    await Promise.all([postgres.stop(), temporal.stop()]);
    await rm(directory, { recursive: true, force: true });
  };
}
