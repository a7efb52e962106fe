import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { run } from './command.ts';
import { LaunchError } from './launch-error.ts';
import type { Progress } from './progress.ts';
import { downloadWithSdk } from './sdk-download.ts';

// The newest release that Go installs without a checkout; later ones carry a replace directive.
const CLI = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/**
 * Finds a `temporal` program, or gets one into the cache folder: from the PATH, from the cache, from Go's folder, by the
 * SDK's own download, by building it with Go.
 * @returns the path of the program
 * @throws {LaunchError} when there is no way to one on this machine
 */
export async function findTemporalServer(progress: Progress): Promise<string> {
  for (const candidate of ['temporal', cached(), await builtBefore()]) {
    if (candidate !== undefined && (await works(candidate))) return candidate;
  }
  if (await downloadWithSdk('dev-server', cached(), progress)) return cached();
  if (await hasGo()) return await build(progress);
  throw new LaunchError(
    'There is no Temporal server here and none could be downloaded: install the "temporal" program from ' +
      'https://docs.temporal.io/cli, or Go to build it with, or set TEMPORAL_ADDRESS to a server of your own.',
  );
}

function cached(): string {
  return path.join(cacheFolder(), 'temporal');
}

async function works(program: string): Promise<boolean> {
  if (path.isAbsolute(program) && !existsSync(program)) return false;
  try {
    return (await run(program, ['--version'], { withinMs: 10_000 })).startsWith('temporal version');
  } catch {
    return false;
  }
}

async function hasGo(): Promise<boolean> {
  return run('go', ['version']).then(
    () => true,
    () => false,
  );
}

async function builtBefore(): Promise<string | undefined> {
  return run('go', ['env', 'GOPATH']).then(
    (stdout) => path.join(stdout.trim(), 'bin', 'temporal'),
    () => undefined,
  );
}

// Built beside its place and moved there when whole, for another launcher may be doing the same.
async function build(progress: Progress): Promise<string> {
  await mkdir(cacheFolder(), { recursive: true });
  const workshop = await mkdtemp(path.join(cacheFolder(), 'build-'));
  try {
    await progress('Building the Temporal server with Go (about six minutes, once on this machine)', () =>
      run('go', ['install', '-ldflags', '-s -w', CLI], { env: { GOBIN: workshop } }),
    );
    await rename(path.join(workshop, 'temporal'), cached());
    return cached();
  } catch {
    throw new LaunchError(
      `The Temporal server could not be built: see what "go install ${CLI}" says, or set TEMPORAL_ADDRESS.`,
    );
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}
