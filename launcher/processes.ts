import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';

/** A process, told apart from a later one that happens to get the same number by when it started. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/** The identity of a running process, or undefined when none has this number. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : await startElsewhere(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

/** Whether this very process still runs. */
export async function stillRuns(identity: ProcessIdentity): Promise<boolean> {
  return (await identify(identity.pid))?.startedAt === identity.startedAt;
}

/** The name of the program a process runs, or undefined when there is no such process. */
export async function programOf(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
    return path.basename(await askPs('comm=', pid));
  } catch {
    return undefined;
  }
}

/** Asks a process to end, and makes it end when it has not within `graceMs` milliseconds. */
export async function end(identity: ProcessIdentity, graceMs: number): Promise<void> {
  if (!(await stillRuns(identity))) return;
  send(identity.pid, 'SIGTERM');
  if (await gone(identity, graceMs)) return;
  send(identity.pid, 'SIGKILL');
  await gone(identity, 2_000);
}

async function gone(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  return (await eventually(async () => ((await stillRuns(identity)) ? undefined : true), withinMs)) ?? false;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime, which is what was wanted.
  }
}

// The fields of /proc/<pid>/stat follow the program's name, which may itself hold spaces and brackets: state is the
// first after it, the start in clock ticks since boot the twentieth. A zombie has ended; only its parent has not looked.
function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

async function startElsewhere(pid: number): Promise<string | undefined> {
  try {
    return (await askPs('lstart=', pid)) || undefined;
  } catch {
    return undefined;
  }
}

async function askPs(column: string, pid: number): Promise<string> {
  const { stdout } = await promisify(execFile)('ps', ['-o', column, '-p', String(pid)]);
  return stdout.trim();
}
