import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { startPostgres, type Postgres } from '../../launcher/postgres.ts';
import { identify } from '../../launcher/processes.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('a PostgreSQL is made once, and keeps its data over an orderly stop', async () => {
  const directory = await temporaryFolder();
  const first = await started(directory);
  expect(first.created).toBe(true);
  await ask(first, "create table kept as select 'café' as word");
  await first.stop();
  await first.ended;

  const second = await started(directory);
  expect(second.created).toBe(false);
  expect(await ask(second, 'select word from kept')).toEqual([{ word: 'café' }]);
  expect(await ask(second, 'show max_connections')).toEqual([{ max_connections: '200' }]);
  expect(await ask(second, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  expect(await ask(second, 'show fsync')).toEqual([{ fsync: 'on' }]);
});

test('a PostgreSQL that its launcher left running is adopted', async () => {
  const directory = await temporaryFolder();
  const left = await started(directory);
  const adopted = await started(directory);
  expect(adopted.pid).toBe(left.pid);
  expect(adopted.url).toBe(left.url);
  await adopted.stop();
  await adopted.ended;
  expect(await identify(left.pid)).toBeUndefined();
});

test('a PostgreSQL whose postmaster was killed starts again, with what was committed', async () => {
  const directory = await temporaryFolder();
  const first = await started(directory);
  await ask(first, 'create table kept as select 1 as number');
  process.kill(first.pid, 'SIGKILL');

  const second = await started(directory);
  expect(second.pid).not.toBe(first.pid);
  expect(await ask(second, 'select number from kept')).toEqual([{ number: 1 }]);
});

test("a lock file with the number of somebody else's process keeps nothing from starting", async () => {
  const directory = await temporaryFolder();
  const first = await started(directory);
  const lock = path.join(directory, 'data', 'postmaster.pid');
  const lines = (await readFile(lock, 'utf8')).split('\n');
  await first.stop();
  const somebody = spawn('sleep', ['600'], { stdio: 'ignore' });
  onTestFinished(() => void somebody.kill());
  await writeFile(lock, lines.with(0, String(somebody.pid)).join('\n'));

  expect((await started(directory)).pid).not.toBe(somebody.pid);
  expect(somebody.exitCode).toBeNull();
});

async function started(directory: string): Promise<Postgres> {
  const postgres = await startPostgres({ directory });
  onTestFinished(() => postgres.stop());
  return postgres;
}

async function ask({ url }: Postgres, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}
