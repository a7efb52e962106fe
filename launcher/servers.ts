import path from 'node:path';
import type { Environment } from '../environment.ts';
import { temporalConnection } from '../temporal.ts';
import { reason } from './command.ts';
import type { Home } from './home.ts';
import type { Household } from './household.ts';
import { LaunchError } from './launch-error.ts';
import { freePort, isFree } from './ports.ts';
import { checkPostgres, startPostgres } from './postgres.ts';
import { showProgress } from './progress.ts';
import { reachTemporal } from './reach-temporal.ts';
import { findTemporalServer, startTemporalServer } from './temporal-server.ts';

/** The PostgreSQL that the API and the worker use. */
export interface Database {
  readonly url: string;
  /** Folder of a PostgreSQL that the launcher made; undefined for one that was given. */
  readonly madeIn: string | undefined;
}

/** The Temporal that the API and the worker use. */
export interface Temporal {
  /** What the processes are told so that they find it. */
  readonly env: NodeJS.ProcessEnv;
  readonly uiUrl: string | undefined;
}

// Where every Temporal program looks first, so that "temporal workflow list" needs no address.
const USUAL_PORT = 7233;

/**
 * Checks that the ports people will use are free, before anything slow is begun.
 * @throws {LaunchError} that names the port and the variable that moves it
 */
export async function checkPorts(environment: Environment): Promise<void> {
  if (!(await isFree(environment.port, environment.host))) {
    throw new LaunchError(
      `Port ${environment.port} of ${environment.host} is in use or not ours to take: set PORT to another one for the API.`,
    );
  }
  if (isTemporalGiven()) return;
  if (!(await isFree(environment.temporalUiPort)) || environment.temporalUiPort === environment.port) {
    throw new LaunchError(
      `Port ${environment.temporalUiPort} is in use: set TEMPORAL_UI_PORT to another one for the Temporal UI.`,
    );
  }
}

/**
 * Checks that the servers named by the environment answer.
 * @throws {LaunchError} that names the one which does not
 */
export async function checkGivenServers({ databaseUrl }: Environment): Promise<void> {
  await Promise.all([
    databaseUrl !== undefined && showProgress('Looking for PostgreSQL', () => checkPostgres(databaseUrl)),
    isTemporalGiven() && showProgress('Looking for Temporal', checkTemporal),
  ]);
}

/** Brings up our own PostgreSQL, unless one was given. */
export async function bringPostgres(environment: Environment, household: Household): Promise<Database> {
  if (environment.databaseUrl !== undefined) return { url: environment.databaseUrl, madeIn: undefined };
  const directory = path.join(environment.home, 'postgres');
  const start = () => startPostgres({ directory });
  const { url } = await showProgress('Starting PostgreSQL', () =>
    household.bring('PostgreSQL server', start),
  );
  household.keep('PostgreSQL server', start);
  return { url, madeIn: directory };
}

/** Brings up our own Temporal server, unless one was given. */
export async function bringTemporal(
  environment: Environment,
  home: Home,
  household: Household,
): Promise<Temporal> {
  if (isTemporalGiven()) return { env: {}, uiUrl: environment.temporalUiUrl };
  const options = {
    executable: await findTemporalServer(showProgress),
    directory: path.join(home.directory, 'temporal'),
    log: await home.log('temporal'),
    port: (await isFree(USUAL_PORT)) ? USUAL_PORT : await freePort(),
    uiPort: environment.temporalUiPort,
    onSpawn: (pid: number) => home.remember('temporal', pid),
  };
  const start = () => startTemporalServer(options);
  const { address, uiUrl } = await showProgress('Starting the Temporal server', () =>
    household.bring('Temporal server', start),
  );
  household.keep('Temporal server', start);
  return { env: onlyThisServer(address, home), uiUrl: environment.temporalUiUrl ?? uiUrl };
}

function isTemporalGiven(): boolean {
  return Boolean(process.env['TEMPORAL_ADDRESS'] || process.env['TEMPORAL_PROFILE']);
}

async function checkTemporal(): Promise<void> {
  let address = process.env['TEMPORAL_ADDRESS'] || 'the profile';
  try {
    const connection = temporalConnection();
    address = connection.connectionOptions.address;
    await reachTemporal(connection, 5_000);
  } catch (error) {
    throw new LaunchError(
      `TEMPORAL_ADDRESS names a Temporal that cannot be used (${address}): ${reason(error)}.`,
    );
  }
}

// A profile that someone keeps for Temporal Cloud must not lend its namespace or key to our server: the file named here is
// never there, which Temporal's configuration takes for an empty one.
function onlyThisServer(address: string, home: Home): NodeJS.ProcessEnv {
  return {
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_API_KEY: '',
    TEMPORAL_TLS: '',
    TEMPORAL_CONFIG_FILE: path.join(home.directory, 'temporal', 'no-profiles.toml'),
  };
}
