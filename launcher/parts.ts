import { apiUrl, type Environment } from '../environment.ts';
import { temporalConnection } from '../temporal.ts';
import { eventually } from './eventually.ts';
import type { Home } from './home.ts';
import type { Household, Running } from './household.ts';
import { LaunchError } from './launch-error.ts';
import { lastLines, startPart } from './part.ts';
import { showProgress } from './progress.ts';
import { workerAsks } from './reach-temporal.ts';
import type { Database, Temporal } from './servers.ts';

const READY_WITHIN_MS = 60_000;

interface Parts {
  readonly environment: Environment;
  readonly home: Home;
  readonly household: Household;
  readonly database: Database;
  readonly temporal: Temporal;
  /** Starts them anew whenever a source file changes. */
  readonly watch: boolean;
}

/**
 * Starts the worker and the API beside each other, waits until the one asks
 * for work and the other is ready, and keeps both running from then on.
 * @throws {LaunchError} when one of them ends before that, with the end of its log
 */
export async function startParts(parts: Parts): Promise<void> {
  const { environment, household } = parts;
  const [startWorker, startApi] = await Promise.all([
    starter(parts, 'worker', 'worker/main.ts'),
    starter(parts, 'api', 'api/main.ts'),
  ]);
  await showProgress('Starting the worker and the API', async () => {
    const [worker, api] = await Promise.all([
      household.bring('worker', startWorker.start),
      household.bring('API', startApi.start),
    ]);
    const waiting = new AbortController();
    try {
      await Promise.race([
        Promise.all([
          apiReady(environment, startApi.log, waiting.signal),
          workerReady(parts, startWorker.log, waiting.signal),
        ]),
        endedTooSoon('worker', worker, startWorker.log),
        endedTooSoon('API', api, startApi.log),
      ]);
    } finally {
      waiting.abort();
    }
  });
  household.keep('worker', startWorker.start);
  household.keep('API', startApi.start);
}

async function starter(
  { environment, home, database, temporal, watch }: Parts,
  name: 'worker' | 'api',
  entry: string,
): Promise<{ log: string; start: () => Promise<Running> }> {
  const log = await home.log(name);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...temporal.env,
    DATABASE_URL: database.url,
    PORT: String(environment.port),
    COUNTERSIGN_HOME: environment.home,
    COUNTERSIGN_DEMO: environment.demo ? '1' : '0',
    TEMPORAL_UI_URL: temporal.uiUrl ?? '',
  };
  const start = async () => {
    const part = await startPart({ entry: [entry], env, log, watch });
    await home.remember(name, part.pid);
    return part;
  };
  return { log, start };
}

async function apiReady(environment: Environment, log: string, signal: AbortSignal): Promise<void> {
  const url = `${apiUrl(environment)}/readyz`;
  const isReady = await eventually(async () => {
    if (signal.aborted) return false;
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.ok === true ? true : undefined;
  }, READY_WITHIN_MS);
  if (isReady !== true) throw new LaunchError(`The API was not ready within a minute; its log is ${log}.`);
}

async function workerReady(
  { environment, temporal }: Parts,
  log: string,
  signal: AbortSignal,
): Promise<void> {
  const connection = temporalConnection({ ...process.env, ...temporal.env });
  if (!(await workerAsks(connection, environment.taskQueue, READY_WITHIN_MS, signal))) {
    throw new LaunchError(`The worker was not ready within a minute; its log is ${log}.`);
  }
}

async function endedTooSoon(name: string, { ended }: Running, log: string): Promise<never> {
  await ended;
  throw new LaunchError(
    `The ${name} ended before it was ready; the end of its log (${log}):\n${await lastLines(log)}`,
  );
}
