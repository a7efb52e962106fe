import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LaunchError } from './launch-error.ts';
import { end, identify, stillRuns, type ProcessIdentity } from './processes.ts';

const processIdentity = z.object({ pid: z.number(), startedAt: z.string() });
const ledger = z.record(z.string(), processIdentity);

/**
 * The folder that holds all state, claimed by one launcher at a time. It remembers which processes that launcher started, so
 * that the next one can end what a killed one left behind.
 */
export class Home {
  readonly directory: string;
  readonly #lock: string;
  readonly #ledger: string;
  #processes: Record<string, ProcessIdentity> = {};
  #written: Promise<void> = Promise.resolve();

  private constructor(directory: string) {
    this.directory = directory;
    this.#lock = path.join(directory, 'launcher.json');
    this.#ledger = path.join(directory, 'processes.json');
  }

  /**
   * Claims the folder, makes it first when there is none, and ends the processes a killed launcher left in it.
   * @throws {LaunchError} when another launcher holds it
   */
  static async claim(directory: string): Promise<Home> {
    const home = new Home(directory);
    // Others may pass through but not look in: the user that PostgreSQL runs as has its folder below.
    await mkdir(directory, { recursive: true, mode: 0o711 });
    await mkdir(path.join(directory, 'logs'), { recursive: true });
    await home.#takeLock();
    const left = await readIdentities(home.#ledger);
    await Promise.all(Object.values(left).map((process) => end(process, 2_000)));
    await home.#write();
    return home;
  }

  /** Path of a log; what an earlier start wrote there is kept beside it. */
  async log(name: string): Promise<string> {
    const file = path.join(this.directory, 'logs', `${name}.log`);
    await rename(file, path.join(this.directory, 'logs', `${name}.previous.log`)).catch(() => undefined);
    return file;
  }

  /** Remembers a process that must not outlive us. */
  async remember(name: string, pid: number): Promise<void> {
    const identity = await identify(pid);
    if (identity === undefined) return;
    this.#processes[name] = identity;
    await this.#write();
  }

  /** Gives the folder back, once everything in it has stopped. */
  async release(): Promise<void> {
    this.#processes = {};
    await this.#write();
    await rm(this.#lock, { force: true });
  }

  // A link appears whole or not at all, and only when the name is free: of two launchers at the same instant one gets it.
  async #takeLock(): Promise<void> {
    const own = `${this.#lock}.${process.pid}`;
    await writeFile(own, JSON.stringify(await identify(process.pid)));
    try {
      while (!(await linked(own, this.#lock))) await this.#removeStaleLock();
    } finally {
      await rm(own, { force: true });
    }
  }

  // Moved away before it is deleted, and looked at again: another launcher may have put its own there in between.
  async #removeStaleLock(): Promise<void> {
    await this.#refuseLiveHolder(this.#lock);
    const moved = `${this.#lock}.stale.${process.pid}`;
    await rename(this.#lock, moved).catch(() => undefined);
    try {
      await this.#refuseLiveHolder(moved);
    } catch (error) {
      await linked(moved, this.#lock);
      throw error;
    } finally {
      await rm(moved, { force: true });
    }
  }

  async #refuseLiveHolder(lock: string): Promise<void> {
    const holder = await readIdentity(lock);
    if (holder === undefined || !(await stillRuns(holder))) return;
    throw new LaunchError(
      `Countersign already runs from ${this.directory} (process ${holder.pid}): stop it, or set COUNTERSIGN_HOME to another folder.`,
    );
  }

  #write(): Promise<void> {
    this.#written = this.#written.then(async () => {
      await writeFile(`${this.#ledger}.new`, JSON.stringify(this.#processes, null, 2), { mode: 0o600 });
      await rename(`${this.#ledger}.new`, this.#ledger);
    });
    return this.#written;
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readIdentity(file: string): Promise<ProcessIdentity | undefined> {
  return processIdentity.safeParse(await readJson(file)).data;
}

async function readIdentities(file: string): Promise<Record<string, ProcessIdentity>> {
  return ledger.safeParse(await readJson(file)).data ?? {};
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
