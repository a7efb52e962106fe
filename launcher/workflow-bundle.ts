import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { run, reason } from './command.ts';
import { LaunchError } from './launch-error.ts';
import type { Progress } from './progress.ts';

const checkout = path.dirname(import.meta.dirname);

const SOURCES = ['workflows', 'domain', 'worker/build-bundle.ts', 'package-lock.json'];

/**
 * Bundles the workflows for the worker when something that goes into the bundle is newer than it.
 * @throws {LaunchError} when they cannot be bundled
 */
export async function bundleWorkflows(progress: Progress): Promise<void> {
  const [bundled, ...sources] = await Promise.all(['dist', ...SOURCES].map(lastChange));
  if (bundled !== undefined && bundled > Math.max(...sources.map((source) => source ?? 0))) return;
  try {
    await progress('Bundling the workflows', () =>
      run(process.execPath, ['--import', 'tsx', 'worker/build-bundle.ts'], { cwd: checkout }),
    );
  } catch (error) {
    throw new LaunchError(`The workflows could not be bundled ("npm run build" says why): ${reason(error)}.`);
  }
}

/** When a file, or the newest file below a folder, last changed: milliseconds since 1970, undefined without a file. */
async function lastChange(name: string): Promise<number | undefined> {
  const start = path.join(checkout, name);
  if (!existsSync(start)) return undefined;
  if ((await stat(start)).isFile()) return (await stat(start)).mtimeMs;
  const entries = await readdir(start, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  if (files.length === 0) return undefined;
  const times = await Promise.all(files.map((file) => stat(path.join(file.parentPath, file.name))));
  return Math.max(...times.map((time) => time.mtimeMs));
}
