import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifierFile } from '../../activities/audit-pack.ts';
import { generateEvents } from '../../bench/generate-events.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

const run = promisify(execFile);
const events = 200_000;
/** Megabytes of heap: the events alone are more. */
const heap = 48;

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'audit-pack-memory-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

it('200,000 events are packed, sent and verified in a small heap', { timeout: 300_000 }, async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  expect(await generateEvents(client, events)).toBe(events);
  await client.end();
  const zip = path.join(folder, 'pack.zip');
  const script = path.join(import.meta.dirname, '../../bench/make-pack.ts');
  const env = { ...process.env, DATABASE_URL: database.url };
  const limited = `--max-old-space-size=${heap}`;
  const made = await run(process.execPath, [limited, '--import', 'tsx', script, zip], { env });
  expect(JSON.parse(made.stdout)).toMatchObject({ megabytes: expect.any(Number) });
  expect((await stat(zip)).size).toBeGreaterThan(1_000_000);
  await copyFile(verifierFile, path.join(folder, 'verify.mjs'));
  const { stdout } = await run(process.execPath, [limited, 'verify.mjs', 'pack.zip'], {
    cwd: folder,
    env: {},
  });
  expect(stdout).toMatch(/^pass: Bench/);
  expect(Number(/(\d+) events in/.exec(stdout)?.[1])).toBeGreaterThanOrEqual(events);
});
