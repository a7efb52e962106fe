import pg from 'pg';
import { showProgress } from '../launcher/progress.ts';
import { generateRequests } from './generate-requests.ts';
import { elapsed, median, quantile, rounds, type Row } from './measure.ts';
import { Organisation } from './organisation.ts';
import { onServers } from './servers.ts';

const requestCount = 1_000_000;
const askedARound = 300;
const constant = '/constant';

interface Look {
  what: string;
  account: string;
  path: string;
  /** What the page says once for each of what it shows, and how often that must be at the least. */
  holds: [text: string, times: number];
}

/** Pages over HTTP for people who have signed in, against one that renders a constant in the same shell for the same session. */
export async function measurePages(): Promise<Row[]> {
  return onServers(async (servers) => {
    const organisation = await Organisation.found(servers, 'pages', 'bench/pages-server.tsx');
    const client = new pg.Client({ connectionString: organisation.databaseUrl });
    await client.connect();
    // What goes wrong is said by the query; the connection ends with its server then.
    client.on('error', () => undefined);
    await showProgress(`Generating ${requestCount} requests`, () => generateRequests(client, requestCount));
    await client.end();
    const worker = await organisation.startWorker();
    const id = await decided(organisation);
    await worker.stop();
    const rows: Row[] = [];
    for (const look of looksAt(id)) {
      rows.push(...(await showProgress(look.what, () => compare(organisation, look))));
    }
    return rows;
  });
}

/** A request whose page has everything on it. */
async function decided(organisation: Organisation): Promise<string> {
  const id = await organisation.submit();
  for (const role of ['security', 'legal', 'privacy']) await organisation.signOff(role, id, role);
  await organisation.signOff('business-owner', id, 'business_owner');
  return id;
}

function looksAt(id: string): Look[] {
  const listed: Look['holds'] = ['class="list-title"', 25];
  return [
    { what: 'inbox of security', account: 'security', path: '/inbox', holds: listed },
    { what: 'inbox of a business owner', account: 'business-owner', path: '/inbox', holds: listed },
    { what: 'all requests', account: 'auditor', path: '/adoption-requests', holds: listed },
    { what: 'a request', account: 'auditor', path: `/adoption-requests/${id}`, holds: ['<h2', 5] },
  ];
}

/** Takes turns page by page, so that whatever else the machine does meets both alike. */
async function compare(organisation: Organisation, { what, account, path, holds }: Look): Promise<Row[]> {
  const cookie = await organisation.signIn(account);
  const [text, times] = holds;
  const look = (address: string) => elapsed(() => organisation.page(cookie, address));
  const shown = (await organisation.page(cookie, path)).split(text).length - 1;
  if (shown < times) throw new Error(`${path} shows only ${shown} of ${text}`);
  const measured = { page: [] as number[][], constant: [] as number[][] };
  for (let round = 0; round <= rounds; round++) {
    const latencies = { page: [] as number[], constant: [] as number[] };
    for (let time = 0; time < askedARound; time++) {
      latencies.constant.push(await look(constant));
      latencies.page.push(await look(path));
    }
    // The first round only warms up.
    if (round === 0) continue;
    measured.page.push(latencies.page);
    measured.constant.push(latencies.constant);
  }
  return [0.5, 0.99].map((share) => {
    const of = (latencies: number[][]) => median(latencies.map((round) => quantile(round, share)));
    return {
      what: `Page: ${what}, p${share * 100}`,
      measured: `${of(measured.page).toFixed(1)} ms at 1,000,000`,
      against: `${of(measured.constant).toFixed(1)} ms (constant)`,
      ratio: of(measured.page) / of(measured.constant),
    };
  });
}
