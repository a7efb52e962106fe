import { run } from '../launcher/command.ts';

/** Megabytes of memory that a process holds (RSS). */
export async function residentMegabytes(pid: number): Promise<number> {
  return Number(await run('ps', ['-o', 'rss=', '-p', String(pid)])) / 1_024;
}
