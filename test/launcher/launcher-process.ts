import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { eventually } from '../../launcher/eventually.ts';

const checkout = path.resolve(import.meta.dirname, '../..');

/** A launcher that runs as a process of its own, as `npm start` runs it. */
export interface LauncherProcess {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Its exit code; null when a signal ended it. */
  readonly exit: Promise<number | null>;
}

/** Starts the launcher with these variables, and none of the servers that the tests use. */
export function runLauncher(env: NodeJS.ProcessEnv): LauncherProcess {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(TEMPORAL_|DATABASE_URL|COUNTERSIGN_|HOST$)/.test(name),
  );
  const child = spawn(process.execPath, ['launcher/bootstrap.mjs', 'start'], {
    cwd: checkout,
    env: { ...Object.fromEntries(own), NODE_ENV: '', VITEST: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await exit;
  });
  return { process: child, stdout: () => output.stdout, stderr: () => output.stderr, exit };
}

/** Waits until the launcher says that all is ready. */
export async function readyLauncher(launcher: LauncherProcess): Promise<void> {
  const outcome = await eventually(() => {
    if (launcher.stdout().includes('Countersign is ready')) return 'ready';
    return launcher.process.exitCode === null ? undefined : 'ended';
  }, 60_000);
  if (outcome !== 'ready') {
    throw new Error(`The launcher is not ready (${outcome ?? 'late'}): ${launcher.stderr()}`);
  }
}
