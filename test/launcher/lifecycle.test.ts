import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../../launcher/eventually.ts';
import { freePort } from '../../launcher/ports.ts';
import { identify, stillRuns, type ProcessIdentity } from '../../launcher/processes.ts';
import { readyLauncher, runLauncher } from './launcher-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

const BUDGET_MS = 5_000;

test('everything starts with one command, survives a kill -9 of any of it, and stops with one signal', async () => {
  const home = await temporaryFolder();
  const port = await freePort();
  const env = {
    COUNTERSIGN_HOME: home,
    PORT: String(port),
    TEMPORAL_UI_PORT: String(await freePort()),
  };
  const isReady = async () =>
    (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.ok === true;

  const first = runLauncher(env);
  await readyLauncher(first);
  expect(await isReady()).toBe(true);
  const tokens = await readFile(path.join(home, 'demo-tokens.json'), 'utf8');

  const second = runLauncher(env);
  expect(await second.exit).toBe(1);
  expect(second.stderr()).toMatch(/^Countersign already runs from .*\.\n$/);

  for (const name of ['worker', 'api', 'temporal', 'postgres']) {
    const [victim] = await processes(home, name);
    process.kill(victim?.pid ?? 0, 'SIGKILL');
    const successor = await eventually(async () => {
      const [now] = await processes(home, name).catch(() => []);
      return now !== undefined && now.pid !== victim?.pid && (await isReady()) ? now : undefined;
    }, 20_000);
    expect(successor, `a new ${name}`).toBeDefined();
  }

  const orphans = await processes(home);
  first.process.kill('SIGKILL');
  await first.exit;
  const third = runLauncher(env);
  await readyLauncher(third);
  expect(await readFile(path.join(home, 'demo-tokens.json'), 'utf8')).toBe(tokens);

  const children = await processes(home);
  const began = performance.now();
  third.process.kill('SIGINT');
  expect(await third.exit).toBe(0);
  expect(performance.now() - began).toBeLessThan(BUDGET_MS);
  const left = await Promise.all([...orphans, ...children].map(stillRuns));
  expect(left).not.toContain(true);
}, 120_000);

/** The processes that run from this home: one of them, or all. */
async function processes(home: string, name?: string): Promise<ProcessIdentity[]> {
  const ledger = JSON.parse(await readFile(path.join(home, 'processes.json'), 'utf8')) as Record<
    string,
    ProcessIdentity
  >;
  const lock = await readFile(path.join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8');
  const postgres = await identify(Number(lock.split('\n')[0]));
  const all = Object.entries({ ...ledger, postgres });
  const wanted = all.filter(([which]) => name === undefined || which === name);
  return wanted.flatMap(([, identity]) => (identity === undefined ? [] : [identity]));
}
