import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { ensureUsagePartitions, monthOf } from '../db/usage-partition.ts';
import { openDatabase } from '../db/database.ts';
import { showProgress } from '../launcher/progress.ts';
import { generateUsage, type GeneratedUse, generateUses, copyLineOf } from './generate-usage.ts';
import { eachAtATime, elapsed, median, rounds, type Row } from './measure.ts';
import { Organisation } from './organisation.ts';
import { onServers } from './servers.ts';

/** What is there already: 10,000,000 uses, or as many as BENCH_USAGE_ROWS says, for a first look. */
const rowsThere = Number(process.env['BENCH_USAGE_ROWS'] ?? 10_000_000);
const connections = 16;
const goal = 0.4;

interface Load {
  batches: number;
  size: number;
}

const large: Load = { batches: 48, size: 10_000 };
const small: Load = { batches: 1_600, size: 100 };

/** Telling of use over HTTP, boundaries and all, against COPY of the same rows into the same table. */
export async function measureUsage(): Promise<Row[]> {
  return onServers(async (servers) => {
    const organisation = await Organisation.found(servers, 'usage');
    const client = new pg.Client({ connectionString: organisation.databaseUrl });
    await client.connect();
    const systems = await showProgress(`Generating ${rowsThere.toLocaleString('en')} uses`, async () => {
      const db = openDatabase(organisation.databaseUrl);
      await ensureUsagePartitions(db, monthsAround(new Date()));
      await db.destroy();
      return generateUsage(client, rowsThere);
    });
    await client.end();
    const rows = [
      await compare(organisation, servers.directory, systems, large, true),
      await compare(organisation, servers.directory, systems, small, false),
    ];
    return rows;
  });
}

function monthsAround(now: Date): string[] {
  return [-1, 0].map((month) =>
    monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month, 1)).toISOString()),
  );
}

async function compare(
  organisation: Organisation,
  directory: string,
  systems: readonly string[],
  { batches, size }: Load,
  hasGoal: boolean,
): Promise<Row> {
  const [told, copied]: [number[], number[]] = [[], []];
  const what = `Use told in batches of ${size.toLocaleString('en')}`;
  for (let round = 1; round <= rounds; round++) {
    await showProgress(`${what}, round ${round} of ${rounds}`, async () => {
      const uses = Array.from({ length: batches }, () => generateUses(systems, size));
      copied.push((batches * size) / (await copy(organisation.databaseUrl, directory, uses)));
      told.push((batches * size) / (await tell(organisation, uses)));
    });
  }
  const [measured, against] = [median(told) * 1_000, median(copied) * 1_000];
  const ratio = measured / against;
  return {
    what: `${what}, ${connections} connections, boundaries looked at, ${rowsThere.toLocaleString('en')} there`,
    measured: `${Math.round(measured).toLocaleString('en')} events/s`,
    against: `${Math.round(against).toLocaleString('en')} rows/s (COPY)`,
    ratio,
    ...(hasGoal ? { goal: `≥ ${goal}`, isMet: ratio >= goal } : {}),
  };
}

/** Milliseconds that telling of all these uses takes, once the bodies are ready to be sent. */
async function tell(organisation: Organisation, uses: readonly GeneratedUse[][]): Promise<number> {
  const bodies = uses.map((events) => Buffer.from(JSON.stringify({ events })));
  return elapsed(() =>
    eachAtATime(bodies.length, connections, async (index) => {
      await organisation.tellUse(bodies[index]);
    }),
  );
}

/** Milliseconds that COPY takes for the same, from files that the server reads itself. */
async function copy(
  databaseUrl: string,
  directory: string,
  uses: readonly GeneratedUse[][],
): Promise<number> {
  const files = uses.map((_events, index) => path.join(directory, `uses-${index}.tsv`));
  const source = `copy-${randomUUID()}`;
  for (const [index, file] of files.entries()) {
    await writeFile(file, (uses[index] ?? []).map((use) => copyLineOf(use, source)).join(''));
  }
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  await Promise.all(Array.from({ length: connections }, () => pool.query('select 1')));
  try {
    return await elapsed(() =>
      eachAtATime(files.length, connections, async (index) => {
        await pool.query(`copy usage_event from '${files[index] ?? ''}'`);
      }),
    );
  } finally {
    await pool.end();
  }
}
