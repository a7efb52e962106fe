import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from './eventually.ts';
import { LaunchError } from './launch-error.ts';
import { answers, freePort } from './ports.ts';
import { end, identify } from './processes.ts';
import { reachTemporal } from './reach-temporal.ts';

export { findTemporalServer } from './find-temporal-server.ts';

/** A Temporal development server that runs for us. */
export interface TemporalServer {
  /** `host:port` of its gRPC front end. */
  readonly address: string;
  readonly uiUrl: string;
  readonly pid: number;
  /** Settles when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  /** Stops it in order, or after one and a half seconds at once: what it acknowledged is on disk either way. */
  stop(): Promise<void>;
}

export interface TemporalServerOptions {
  /** Path of the `temporal` program, as `findTemporalServer` gives it. */
  executable: string;
  /** Folder for its database. */
  directory: string;
  /** File that its output is added to; `temporal.log` in `directory` when absent. */
  log?: string;
  /** TCP ports on the loopback address; any free ones when absent. */
  port?: number;
  uiPort?: number;
  /** Told the process number as soon as there is one, before the server serves. */
  onSpawn?: (pid: number) => Promise<void>;
}

// Without the two limits, tasks start on a grid of 50 ms and a sequential request takes four times as long.
const SWIFT_QUEUES = ['history.transferProcessorMaxPollRPS=1000', 'history.timerProcessorMaxPollRPS=1000'];
const DURABLE_AND_FAST = ['journal_mode=WAL', 'synchronous=NORMAL'];

/**
 * Starts a Temporal development server that keeps its state in `directory`, and waits until it serves.
 * It belongs to a process group of its own, so a Ctrl-C in the terminal does not reach it.
 * @throws {LaunchError} when it ends or does not serve within 20 seconds
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const port = options.port ?? (await freePort());
  const uiPort = options.uiPort ?? (await freePort());
  await mkdir(options.directory, { recursive: true });
  const log = options.log ?? path.join(options.directory, 'temporal.log');
  const child = spawnServer(options.executable, flags(options.directory, port, uiPort), log);
  await once(child, 'spawn');
  const pid = child.pid;
  const identity = pid === undefined ? undefined : await identify(pid);
  if (pid !== undefined) await options.onSpawn?.(pid);
  const stop = async () => {
    if (identity !== undefined) await end(identity, 1_500);
  };

  const serving = await eventually(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    return (await serves(port)) || undefined;
  }, 20_000);
  if (serving !== true || pid === undefined) {
    await stop();
    throw new LaunchError(`The Temporal server did not start (its log is ${log})${await lastWords(log)}.`);
  }
  child.unref();
  return {
    address: `127.0.0.1:${port}`,
    uiUrl: `http://127.0.0.1:${uiPort}`,
    pid,
    ended: new Promise((resolve) => child.once('exit', () => resolve())),
    stop,
  };
}

function flags(directory: string, port: number, uiPort: number): string[] {
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)],
    ...['--db-filename', path.join(directory, 'temporal.db')],
    ...DURABLE_AND_FAST.flatMap((pragma) => ['--sqlite-pragma', pragma]),
    ...SWIFT_QUEUES.flatMap((setting) => ['--dynamic-config-value', setting]),
    ...['--log-level', 'error'],
  ];
}

function spawnServer(executable: string, args: readonly string[], log: string) {
  const output = openSync(log, 'a', 0o600);
  try {
    return spawn(executable, args, { detached: true, stdio: ['ignore', output, output] });
  } finally {
    closeSync(output);
  }
}

async function serves(port: number): Promise<boolean> {
  if (!(await answers(port, '127.0.0.1', 1_000))) return false;
  try {
    await reachTemporal({ connectionOptions: { address: `127.0.0.1:${port}` }, namespace: 'default' }, 2_000);
    return true;
  } catch {
    return false;
  }
}

async function lastWords(log: string): Promise<string> {
  const line = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').at(-1);
  return line ? `: ${line.replace(/\.$/, '')}` : '';
}
