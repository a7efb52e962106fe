import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findChromium } from '../../launcher/chromium.ts';
import { noProgress } from '../../launcher/progress.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A program that does what the script says. */
async function program(folder: string, name: string, script = 'echo Chromium 1'): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** A PATH on which there is nothing to install with. */
const bare = { PATH: '/nowhere' };

it('takes the first of the usual places that has one', async () => {
  const folder = await temporaryFolder();
  const [first, second] = [await program(folder, 'first'), await program(folder, 'second')];
  const places = [path.join(folder, 'absent'), first, second];
  expect(await findChromium(noProgress, { env: bare, places })).toBe(first);
});

it('passes over what is there and does not run', async () => {
  const folder = await temporaryFolder();
  const stub = await program(folder, 'stub', 'echo "requires the chromium snap" >&2; exit 1');
  const text = path.join(folder, 'text');
  await writeFile(text, 'no program');
  const good = await program(folder, 'good');
  expect(await findChromium(noProgress, { env: bare, places: [stub, text, good] })).toBe(good);
});

it('takes the one that CHROMIUM_PATH names before all others, and says so when it names none', async () => {
  const folder = await temporaryFolder();
  const [usual, chosen] = [await program(folder, 'usual'), await program(folder, 'chosen')];
  const find = (CHROMIUM_PATH: string) =>
    findChromium(noProgress, { env: { ...bare, CHROMIUM_PATH }, places: [usual] });
  expect(await find(chosen)).toBe(chosen);
  expect(await find('')).toBe(usual);
  await expect(find(path.join(folder, 'absent'))).rejects.toThrow(
    /^CHROMIUM_PATH names no Chromium that runs: .*\.$/,
  );
});

it('finds nothing where there is none and nothing to install it with', async () => {
  expect(await findChromium(noProgress, { env: bare, places: ['/nowhere/chromium'] })).toBeUndefined();
});

it.runIf(process.getuid?.() === 0)('installs the package of Debian where we may', async () => {
  const folder = await temporaryFolder();
  const place = path.join(folder, 'chromium');
  const log = path.join(folder, 'log');
  const make = `printf '#!/bin/sh\\n' > ${place}; chmod +x ${place}`;
  await program(folder, 'apt-get', `echo "$*" >> ${log}; case "$1" in install) ${make};; esac`);
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  expect(await findChromium(noProgress, { env, places: [place] })).toBe(place);
  expect(await readFile(log, 'utf8')).toBe(
    '--version\nupdate\ninstall --yes --no-install-recommends chromium\n',
  );
});
