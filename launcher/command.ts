import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/**
 * Runs a program to its end; it does not outlive this process.
 * @returns what it wrote to stdout
 * @throws when it cannot be run, ends with another code than 0, or takes longer than `withinMs` milliseconds
 */
export async function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; withinMs?: number; uid?: number; gid?: number } = {},
): Promise<string> {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.uid !== undefined && { uid: options.uid }),
    ...(options.gid !== undefined && { gid: options.gid }),
    env: { ...process.env, ...options.env },
    ...(options.withinMs !== undefined && { timeout: options.withinMs, killSignal: 'SIGKILL' }),
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  try {
    const [stdout, stderr] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    if (child.exitCode === 0) return stdout;
    throw new Error(
      stderr.trim() || stdout.trim() || `ended by ${child.signalCode ?? child.exitCode ?? 'itself'}`,
    );
  } finally {
    process.removeListener('exit', kill);
  }
}

/** The last line of what went wrong, without its full stop: fit for the end of a sentence. */
export function reason(error: unknown): string {
  const words = error instanceof Error ? error.message || error.name : String(error);
  return (words.trim().split('\n').at(-1) ?? words).replace(/\.$/, '');
}
