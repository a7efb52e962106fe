import { access, constants } from 'node:fs/promises';
import { run } from './command.ts';
import { LaunchError } from './launch-error.ts';
import type { Progress } from './progress.ts';

/** What is said where the browser suites have nothing to run in. */
export const noChromium =
  'There is no Chromium here: install one (on Debian, "apt-get install chromium"), ' +
  'or set CHROMIUM_PATH to a Chromium or Chrome of your own.';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds a Chromium or Chrome: the one that CHROMIUM_PATH names, or in the usual places; where there is none and we may,
 * installs the distribution's own.
 * @returns the path of the program; undefined when there is no way to one that we know of
 * @throws {LaunchError} when CHROMIUM_PATH names something else
 */
export async function findChromium(
  progress: Progress,
  { env = process.env, places = usualPlaces }: { env?: NodeJS.ProcessEnv; places?: string[] } = {},
): Promise<string | undefined> {
  const { CHROMIUM_PATH: chosen } = env;
  if (chosen) {
    if (await works(chosen)) return chosen;
    throw new LaunchError(`CHROMIUM_PATH names no Chromium that runs: ${chosen}.`);
  }
  return (
    (await firstThatWorks(places)) ?? ((await install(progress, env)) ? firstThatWorks(places) : undefined)
  );
}

async function firstThatWorks(places: readonly string[]): Promise<string | undefined> {
  for (const place of places) if (await works(place)) return place;
  return undefined;
}

// Ubuntu's package is a script that asks for snap and does nothing else, so being there is not enough.
async function works(program: string): Promise<boolean> {
  try {
    await access(program, constants.X_OK);
    await run(program, ['--version'], { withinMs: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** As root on Debian and its kin; elsewhere it is for the person whose machine it is. */
async function install(progress: Progress, env: NodeJS.ProcessEnv): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const apt = (...args: string[]) =>
    run('apt-get', args, { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
  try {
    await apt('--version');
    await progress('Installing Chromium for the browser suites (once on this machine)', async () => {
      await apt('update');
      await apt('install', '--yes', '--no-install-recommends', 'chromium');
    });
    return true;
  } catch {
    return false;
  }
}
