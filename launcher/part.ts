import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { end, identify } from './processes.ts';
import type { Running } from './household.ts';

const checkout = path.dirname(import.meta.dirname);
const GRACE_MS = 2_000;

/** How a process of ours is started. */
export interface Part {
  /** Its TypeScript, from the root of the checkout, with its arguments. */
  readonly entry: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** File that its output is added to. */
  readonly log: string;
  /** Starts it anew whenever a source file changes. */
  readonly watch: boolean;
}

/** Starts a process of ours in a process group of its own, so that a Ctrl-C reaches it in our order, not the terminal's. */
export async function startPart({ entry, env, log, watch }: Part): Promise<Running> {
  const output = openSync(log, 'a', 0o600);
  const args = [...(watch ? ['--watch', '--watch-preserve-output'] : []), '--import', 'tsx', ...entry];
  const child = spawn(process.execPath, args, {
    cwd: checkout,
    detached: true,
    env,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await once(child, 'spawn');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${entry.join(' ')} could not be started`);
  const identity = await identify(pid);
  return {
    pid,
    ended,
    stop: async () => {
      if (identity !== undefined) await end(identity, GRACE_MS);
    },
  };
}

/** The last lines of a log, for someone who wants to know why its process ended. */
export async function lastLines(log: string, count = 15): Promise<string> {
  const lines = (await readFile(log, 'utf8').catch(() => '')).trimEnd().split('\n');
  return lines.slice(-count).join('\n');
}
