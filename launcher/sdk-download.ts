import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { run } from './command.ts';
import type { Progress } from './progress.ts';

/** The two servers that Temporal's SDK knows how to download. */
export type SdkServer = 'dev-server' | 'time-skipping';

const TWO_MINUTES = 120_000;

/**
 * Lets Temporal's SDK download one of its servers, and keeps the program at `target`.
 *
 * The SDK downloads only as part of starting the server, loads its native bridge for it and throws files of its own cache
 * away after a day; so it is done by a process of its own that can be ended, and the file is moved out of that cache.
 * @returns whether the program is now at `target`
 */
export async function downloadWithSdk(
  server: SdkServer,
  target: string,
  progress: Progress,
): Promise<boolean> {
  await mkdir(path.dirname(target), { recursive: true });
  const folder = await mkdtemp(path.join(path.dirname(target), 'download-'));
  const script = path.join(import.meta.dirname, 'sdk-download-process.ts');
  try {
    await progress(
      `Downloading Temporal's ${server === 'dev-server' ? 'server' : 'time-skipping server'}`,
      () => run(process.execPath, ['--import', 'tsx', script, server, folder], { withinMs: TWO_MINUTES }),
    );
    const [program] = await readdir(folder);
    if (program === undefined) return false;
    await chmod(path.join(folder, program), 0o755);
    await rename(path.join(folder, program), target);
    return true;
  } catch {
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
