import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { reason, run } from './command.ts';
import { eventually } from './eventually.ts';
import { LaunchError } from './launch-error.ts';
import { freePort, isFree } from './ports.ts';
import { identify, programOf } from './processes.ts';
import { postgresPrograms, serverUser, type PostgresPrograms, type ServerUser } from './postgres-programs.ts';

const access = z.object({ port: z.number(), password: z.string() });
type Access = z.infer<typeof access>;

const NOBODY = 2 ** 31 - 1;

/** The files of a PostgreSQL of our own, and the server that runs on them. */
export class PostgresCluster {
  readonly #directory: string;
  readonly #data: string;
  readonly #lock: string;
  readonly #access: string;
  readonly #programs: PostgresPrograms;
  readonly #user: ServerUser;

  private constructor(directory: string, programs: PostgresPrograms, user: ServerUser) {
    this.#directory = directory;
    this.#data = path.join(directory, 'data');
    this.#lock = path.join(this.#data, 'postmaster.pid');
    this.#access = path.join(directory, 'access.json');
    this.#programs = programs;
    this.#user = user;
  }

  /** The cluster kept in `directory`, whether it has been made or not. */
  static async in(directory: string): Promise<PostgresCluster> {
    return new PostgresCluster(path.resolve(directory), await postgresPrograms(), await serverUser());
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
      await this.#disownLock();
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
    return Number((await readFile(this.#lock, 'utf8')).split('\n')[0]);
  }

  async stop(): Promise<void> {
    const stop = (...how: string[]) =>
      this.#run(this.#programs.pg_ctl, ['stop', '-D', this.#data, '-w', ...how]);
    await stop('-m', 'fast', '-t', '2')
      .catch(() => stop('-m', 'immediate', '-t', '2'))
      .catch(() => undefined);
  }

  // PostgreSQL takes whatever process has the number in an old lock file for a living postmaster. After a restart of the
  // machine that can be anybody's; where nobody collects the dead, it can be the killed postmaster itself. The number is
  // changed to one that no process has; the rest stays, because it lets PostgreSQL see that old children still write.
  async #disownLock(): Promise<void> {
    if (!existsSync(this.#lock)) return;
    const pid = await this.pid();
    if ((await identify(pid)) !== undefined && (await programOf(pid)) === 'postgres') return;
    const lines = (await readFile(this.#lock, 'utf8')).split('\n');
    await writeFile(this.#lock, lines.with(0, String(NOBODY)).join('\n'));
  }

  async #answers({ port, password }: Access): Promise<boolean> {
    if (!existsSync(this.#lock)) return false;
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
    // Others have the address of the one that died: its orphans get time to let go of the port before we move.
    const free = await eventually(async () => (await isFree(known.port)) || undefined, 5_000);
    const port = free === true ? known.port : await freePort();
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
    await run(program, args, { ...this.#user, cwd: this.#directory, env: { LC_ALL: 'C' } });
  }
}

/** URL of a database of the cluster that listens on `port`. */
export function urlOf(port: number, password: string, database: string): string {
  return `postgres://countersign:${password}@127.0.0.1:${port}/${database}`;
}
