import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../launcher/ports.ts';
import { showProgress } from '../launcher/progress.ts';
import { eachAtATime, median, rounds, type Row } from './measure.ts';
import { Organisation } from './organisation.ts';
import { residentMegabytes } from './resident.ts';
import { onServers } from './servers.ts';

const openRequests = 1_000;

/** `npm start` with everything prepared, and what open requests cost the worker in memory. */
export async function measureStart(): Promise<Row[]> {
  return [await measureWarmStart(), await measureWorkerMemory()];
}

async function measureWarmStart(): Promise<Row> {
  const home = await mkdtemp(path.join(tmpdir(), 'countersign-bench-home-'));
  try {
    // PostgreSQL runs as a user of its own where we are root, and must find its folder inside.
    await chmod(home, 0o711);
    await showProgress('First start', () => startAndStop(home));
    const seconds: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      seconds.push(await showProgress(`Warm start ${round} of ${rounds}`, () => startAndStop(home)));
    }
    const measured = median(seconds);
    return {
      what: '`npm start` (warm) to ready',
      measured: `${measured.toFixed(1)} s`,
      against: '5.0 s (limit)',
      ratio: measured / 5,
      goal: '< 5 s',
      isMet: measured < 5,
    };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/** Seconds from the command to the line that says it is ready. */
async function startAndStop(home: string): Promise<number> {
  const [port, uiPort] = [await freePort(), await freePort()];
  const from = performance.now();
  // A process group of its own, so that the signal reaches what a Ctrl-C in a terminal would reach.
  const npm = spawn('npm', ['start'], {
    cwd: path.dirname(import.meta.dirname),
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      COUNTERSIGN_HOME: home,
      PORT: String(port),
      TEMPORAL_UI_PORT: String(uiPort),
      DATABASE_URL: '',
      TEMPORAL_ADDRESS: '',
    },
  });
  const closed = once(npm, 'close');
  const seconds = await new Promise<number | undefined>((resolve) => {
    let said = '';
    npm.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('Countersign is ready')) resolve((performance.now() - from) / 1_000);
    });
    npm.once('close', () => resolve(undefined));
  });
  if (seconds === undefined || npm.pid === undefined) throw new Error('npm start ended before it was ready');
  process.kill(-npm.pid, 'SIGINT');
  await closed;
  return seconds;
}

async function measureWorkerMemory(): Promise<Row> {
  return onServers(async (servers) => {
    const organisation = await Organisation.found(servers, 'memory');
    const worker = await organisation.startWorker();
    const none = await residentMegabytes(worker.pid);
    await showProgress(`Submitting ${openRequests} requests`, () =>
      eachAtATime(openRequests, 20, async () => {
        await organisation.submit();
      }),
    );
    const open = await residentMegabytes(worker.pid);
    return {
      what: `Worker memory (RSS), ${openRequests} open requests`,
      measured: `${open.toFixed(0)} MB`,
      against: `${none.toFixed(0)} MB (none)`,
      ratio: open / none,
    };
  });
}
