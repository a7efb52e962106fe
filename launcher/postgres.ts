import pg from 'pg';
import { reason } from './command.ts';
import { LaunchError } from './launch-error.ts';
import { PostgresCluster, urlOf } from './postgres-cluster.ts';
import { identify, stillRuns } from './processes.ts';

const DATABASE = 'countersign';

/** A PostgreSQL that runs for us. */
export interface Postgres {
  /** URL of the database `countersign` as the owner of everything. */
  readonly url: string;
  /** Number of the postmaster process. */
  readonly pid: number;
  /** Whether the database was made by this very call. */
  readonly created: boolean;
  /** Settles when the postmaster has ended, wanted or not. */
  readonly ended: Promise<void>;
  /** Stops it in order; one that has not stopped after two seconds is stopped at once (it recovers at its next start). */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL kept in `directory`, makes it first when there is none, or adopts it when it still runs.
 * It belongs to a process group of its own, so a Ctrl-C in the terminal does not reach it.
 * @throws {LaunchError} when it cannot be made or does not start
 */
export async function startPostgres({ directory }: { directory: string }): Promise<Postgres> {
  const cluster = await PostgresCluster.in(directory);
  if (!cluster.exists) await cluster.make();
  const { port, password } = await cluster.startOrAdopt();
  const created = await createDatabase(port, password);
  const pid = await cluster.pid();
  return {
    url: urlOf(port, password, DATABASE),
    pid,
    created,
    ended: endOf(pid),
    stop: () => cluster.stop(),
  };
}

/**
 * Checks that a PostgreSQL answers at this URL.
 * @throws {LaunchError} with a sentence that names the server but not its password
 */
export async function checkPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    const { hostname, port, pathname } = new URL(url);
    throw new LaunchError(
      `DATABASE_URL names a PostgreSQL that does not answer (${hostname}:${port || '5432'}${pathname}): ${reason(error)}.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount !== 0) return false;
    await client.query(`create database ${DATABASE}`);
    return true;
  } finally {
    await client.end();
  }
}

async function endOf(pid: number): Promise<void> {
  const identity = await identify(pid);
  if (identity === undefined) return;
  await new Promise<void>((resolve) => {
    const look = setInterval(() => {
      void stillRuns(identity).then((runs) => {
        if (runs) return;
        clearInterval(look);
        resolve();
      });
    }, 500);
    look.unref();
  });
}
