import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Home } from '../../launcher/home.ts';
import { identify } from '../../launcher/processes.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('one launcher at a time holds a home, and of many at once just one gets it', async () => {
  const directory = await temporaryFolder();
  const claims = await Promise.allSettled(Array.from({ length: 8 }, () => Home.claim(directory)));
  const won = claims.flatMap((claim) => (claim.status === 'fulfilled' ? [claim.value] : []));
  expect(won).toHaveLength(1);
  await expect(Home.claim(directory)).rejects.toThrow(/^Countersign already runs from .*\.$/);
  await won[0]?.release();
  await (await Home.claim(directory)).release();
});

test('the lock of a launcher that was killed is taken over, even when its number is in use again', async () => {
  const directory = await temporaryFolder();
  await writeFile(
    path.join(directory, 'launcher.json'),
    JSON.stringify({ pid: process.pid, startedAt: 'long ago' }),
  );
  await (await Home.claim(directory)).release();
});

test('processes that a killed launcher left are ended, and those that only got their number are not', async () => {
  const directory = await temporaryFolder();
  const left = sleeper();
  const stranger = sleeper();
  const identity = await identify(left.pid ?? 0);
  const ledger = { worker: identity, api: { pid: stranger.pid, startedAt: 'long ago' } };
  await writeFile(path.join(directory, 'processes.json'), JSON.stringify(ledger));

  const ended = once(left, 'exit');
  const home = await Home.claim(directory);
  await ended;
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  expect(await readFile(path.join(directory, 'processes.json'), 'utf8')).toBe('{}');
  await home.release();
});

function sleeper() {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
