import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { reason } from './command.ts';
import { eventually } from './eventually.ts';
import { LaunchError } from './launch-error.ts';
import { freePort, isFree } from './ports.ts';
import { postgresPrograms, serverUser, type ServerUser } from './postgres-programs.ts';
import { identify, stillRuns } from './processes.ts';

const run = promisify(execFile);

const DATABASE = 'countersign';

const access = z.object({ port: z.number(), password: z.string() });
type Access = z.infer<typeof access>;

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
  const server = new Server(path.resolve(directory), await postgresPrograms(), await serverUser());
  if (!server.exists) await server.make();
  const { port, password } = await server.startOrAdopt();
  const created = await createDatabase(port, password);
  const pid = await server.pid();
  return {
    url: urlOf(port, password, DATABASE),
    pid,
    created,
    ended: endOf(pid),
    stop: () => server.stop(),
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

class Server {
  readonly #directory: string;
  readonly #data: string;
  readonly #access: string;
  readonly #programs: Awaited<ReturnType<typeof postgresPrograms>>;
  readonly #user: ServerUser;

  constructor(directory: string, programs: Awaited<ReturnType<typeof postgresPrograms>>, user: ServerUser) {
    this.#directory = directory;
    this.#data = path.join(directory, 'data');
    this.#access = path.join(directory, 'access.json');
    this.#programs = programs;
    this.#user = user;
  }

  get exists(): boolean {
    return existsSync(this.#data);
  }

  // Made under another name and renamed when whole: a kill in the middle leaves nothing that looks like a database.
  async make(): Promise<void> {
    const unfinished = path.join(this.#directory, 'unfinished');
    const passwordFile = path.join(this.#directory, 'password');
    const password = randomBytes(24).toString('base64url');
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await this.#give(this.#directory);
    await rm(unfinished, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
    await writeFile(passwordFile, password, { mode: 0o600 });
    await this.#give(passwordFile);
    try {
      await this.#run(this.#programs.initdb, [
        `--pgdata=${unfinished}`,
        '--username=countersign',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
      ]);
    } catch (error) {
      throw new LaunchError(`PostgreSQL could not be set up in ${this.#directory}: ${reason(error)}.`);
    } finally {
      await rm(passwordFile, { force: true });
    }
    await this.#remember({ port: await freePort(), password });
    await rename(unfinished, this.#data);
  }

  // After a crash the old postmaster may still be there, or its lock file and its last children for a moment longer.
  async startOrAdopt(): Promise<Access> {
    const known = access.parse(JSON.parse(await readFile(this.#access, 'utf8')));
    let lastError: unknown;
    const running = await eventually(async () => {
      if (await this.#answers(known)) return known;
      try {
        return await this.#start(known);
      } catch (error) {
        lastError = error;
        return undefined;
      }
    }, 20_000);
    if (running === undefined) {
      const log = path.join(this.#directory, 'postgres.log');
      throw new LaunchError(`PostgreSQL did not start (its log is ${log}): ${reason(lastError)}.`);
    }
    return running;
  }

  async pid(): Promise<number> {
    return Number((await readFile(path.join(this.#data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }

  async stop(): Promise<void> {
    const stop = (...how: string[]) =>
      this.#run(this.#programs.pg_ctl, ['stop', '-D', this.#data, '-w', ...how]);
    await stop('-m', 'fast', '-t', '2')
      .catch(() => stop('-m', 'immediate', '-t', '2'))
      .catch(() => undefined);
  }

  async #answers({ port, password }: Access): Promise<boolean> {
    if (!existsSync(path.join(this.#data, 'postmaster.pid'))) return false;
    const client = new pg.Client({
      connectionString: urlOf(port, password, 'postgres'),
      connectionTimeoutMillis: 2_000,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ data_directory: string }>('show data_directory');
      return rows[0]?.data_directory === this.#data;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async #start(known: Access): Promise<Access> {
    const port = (await isFree(known.port)) ? known.port : await freePort();
    const settings = [
      `-p ${port}`,
      '-c listen_addresses=127.0.0.1',
      "-c unix_socket_directories=''",
      '-c max_connections=200',
    ];
    await this.#run(this.#programs.pg_ctl, [
      'start',
      ...['-D', this.#data],
      ...['-l', path.join(this.#directory, 'postgres.log')],
      ...['-o', settings.join(' ')],
      ...['-w', '-t', '60'],
    ]);
    const now = { ...known, port };
    if (port !== known.port) await this.#remember(now);
    return now;
  }

  async #remember(known: Access): Promise<void> {
    await writeFile(`${this.#access}.new`, JSON.stringify(known), { mode: 0o600 });
    await rename(`${this.#access}.new`, this.#access);
  }

  async #give(file: string): Promise<void> {
    if (this.#user.uid !== undefined && this.#user.gid !== undefined) {
      await chown(file, this.#user.uid, this.#user.gid);
    }
  }

  async #run(program: string, args: readonly string[]): Promise<void> {
    await run(program, args, { ...this.#user, cwd: this.#directory, env: { ...process.env, LC_ALL: 'C' } });
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

function urlOf(port: number, password: string, database: string): string {
  return `postgres://countersign:${password}@127.0.0.1:${port}/${database}`;
}
