import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { verifierFile } from '../activities/audit-pack.ts';
import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { verifyRegister } from '../db/verification.ts';
import { writeCheckpoint } from '../db/checkpoint.ts';
import { showProgress } from '../launcher/progress.ts';
import { generateEvents } from './generate-events.ts';
import { elapsed, median, rounds, type Row } from './measure.ts';
import { onServers } from './servers.ts';
import { unzip } from './unzip.ts';

const run = promisify(execFile);

/** How many there are: 1,000,000, or as many as BENCH_AUDIT_EVENTS says, for a first look. */
const size = Number(process.env['BENCH_AUDIT_EVENTS'] ?? 1_000_000);
/** Events a second, of those that COPY reads. */
const goal = 0.5;
/** Megabytes that the making may hold at most, however many events there are. */
const mostMegabytes = 400;

/** Verifying a pack, and the register, against reading the same rows with COPY; and how much memory the making takes. */
export async function measureAuditPack(): Promise<Row[]> {
  return onServers(async (servers) => {
    const databaseUrl = await servers.createDatabase('audit_pack');
    await migrate(databaseUrl);
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const what = `${size.toLocaleString('en')} events`;
    const events = await showProgress(`Generating ${what}`, () => generateEvents(client, size));
    await client.end();
    const folder = await mkdtemp(path.join(tmpdir(), 'countersign-audit-pack-'));
    try {
      const zip = path.join(folder, 'pack.zip');
      const made = await showProgress(`Making a pack of ${what}`, () => make(databaseUrl, zip));
      await copyFile(verifierFile, path.join(folder, 'verify.mjs'));
      return [...(await compare(databaseUrl, folder, zip, events)), ...rowsOf(made, events)];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

interface Made {
  making: number;
  downloading: number;
  megabytes: number;
}

/** In a process of its own, so that the memory is that of the making alone. */
async function make(databaseUrl: string, zip: string): Promise<Made> {
  const script = path.join(import.meta.dirname, 'make-pack.ts');
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, zip], { env });
  return JSON.parse(stdout) as Made;
}

async function compare(databaseUrl: string, folder: string, zip: string, events: number): Promise<Row[]> {
  const unpacked = path.join(folder, 'unpacked');
  await unzip(zip, unpacked);
  const { privateKey } = generateKeyPairSync('ed25519');
  const db = openDatabase(databaseUrl, { poolSize: 2 });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await writeCheckpoint(db, privateKey, new Date().toISOString());
  const [copied, ofFolder, ofZip, ofRegister]: number[][] = [[], [], [], []];
  for (let round = 0; round <= rounds; round++) {
    await showProgress(`Verifying, round ${round} of ${rounds}`, async () => {
      const copy = await elapsed(() => readAll(client));
      const inFolder = await elapsed(() => run(process.execPath, ['verify.mjs'], { cwd: unpacked }));
      const inZip = await elapsed(() => run(process.execPath, ['verify.mjs', zip], { cwd: folder }));
      const register = await elapsed(async () => {
        const { broken } = await verifyRegister(db);
        if (broken !== null) throw new Error(broken.fault);
      });
      // The first round only warms up.
      if (round === 0) return;
      copied?.push(copy);
      ofFolder?.push(inFolder);
      ofZip?.push(inZip);
      ofRegister?.push(register);
    });
  }
  await Promise.all([db.destroy(), client.end()]);
  const rate = (all: number[] | undefined) => (events * 1_000) / median(all ?? []);
  const row = (what: string, all: number[] | undefined): Row => ({
    what: `${what}, ${events.toLocaleString('en')} events`,
    measured: `${Math.round(rate(all)).toLocaleString('en')} events/s`,
    against: `${Math.round(rate(copied)).toLocaleString('en')} rows/s (COPY)`,
    ratio: rate(all) / rate(copied),
    goal: `≥ ${goal}`,
    isMet: rate(all) / rate(copied) >= goal,
  });
  return [
    row('Verifying a pack, unpacked', ofFolder),
    row('Verifying a pack as a ZIP', ofZip),
    row('Verifying the register (`audit:verify`)', ofRegister),
  ];
}

/** All columns of all rows, by COPY to a client that does nothing with them. */
function readAll(client: pg.Client): Promise<void> {
  return new Promise((resolve, reject) => {
    // What pg calls a Submittable: it is told of everything that the server answers.
    client.query({
      submit: (connection: pg.Connection) => connection.query('copy event to stdout'),
      handleCopyData: () => undefined,
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => resolve(),
      handleError: (error: Error) => reject(error),
    });
  });
}

function rowsOf({ making, downloading, megabytes }: Made, events: number): Row[] {
  const rate = (ms: number) => `${Math.round((events * 1_000) / ms).toLocaleString('en')} events/s`;
  return [
    {
      what: `Making a pack of ${events.toLocaleString('en')} events: memory (RSS) at its peak`,
      measured: `${Math.round(megabytes)} MB`,
      against: `${mostMegabytes} MB`,
      ratio: megabytes / mostMegabytes,
      goal: '≤ 1',
      isMet: megabytes <= mostMegabytes,
    },
    {
      what: 'Making a pack, against sending it as a ZIP',
      measured: rate(making),
      against: rate(downloading),
      ratio: downloading / making,
    },
  ];
}
