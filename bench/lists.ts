import pg from 'pg';
import { encodeCursor } from '../api/cursor.ts';
import { showProgress } from '../launcher/progress.ts';
import { generateRequests } from './generate-requests.ts';
import { elapsed, median, quantile, rounds, type Row } from './measure.ts';
import { Organisation } from './organisation.ts';
import { onServers, type Servers } from './servers.ts';

interface Register {
  requests: number;
  organisation: Organisation;
  /** Where the page in the middle of all requests begins. */
  middle: string;
}

interface Question {
  what: string;
  account: string;
  path: (register: Register) => string;
}

// So many that the page is full at both sizes: an answer that is longer at one of them would be another question.
const pageSize = 10;
const askedARound = 200;

const list = (what: string, filter: string): Question => ({
  what: `List, ${what}`,
  account: 'auditor',
  path: () => `/v1/adoption-requests?limit=${pageSize}${filter}`,
});
const inbox = (what: string, account: string): Question => ({
  what: `Inbox of ${what}`,
  account,
  path: () => `/v1/inbox?limit=${pageSize}`,
});

const questions: Question[] = [
  list('newest', ''),
  {
    what: 'List, page in the middle',
    account: 'auditor',
    path: ({ middle }) => `/v1/adoption-requests?limit=${pageSize}&cursor=${middle}`,
  },
  list('by state', '&state=in_review'),
  list('by tier', '&tier=high'),
  list('by state and tier', '&state=approved&tier=medium'),
  list('by role waited for', '&waitingFor=legal'),
  list('by requester', '&requester=requester'),
  inbox('security (own role)', 'security'),
  inbox('a business owner (assigned)', 'business-owner'),
  inbox('compliance (escalated)', 'compliance'),
];

/** Lists and inboxes over HTTP, one question at a time, in a register of 1,000 requests and in one of 1,000,000. */
export async function measureLists(): Promise<Row[]> {
  return onServers(async (servers) => {
    const small = await registerOf(servers, 1_000);
    const large = await registerOf(servers, 1_000_000);
    const rows: Row[] = [];
    for (const question of questions) {
      rows.push(...(await showProgress(question.what, () => compare(question, small, large))));
    }
    return rows;
  });
}

async function registerOf(servers: Servers, requests: number): Promise<Register> {
  const organisation = await Organisation.found(servers, `lists_${requests}`);
  const client = new pg.Client({ connectionString: organisation.databaseUrl });
  await client.connect();
  await showProgress(`Generating ${requests} requests`, () => generateRequests(client, requests));
  const { rows } = await client.query<{ submitted_at: Date; id: string }>(
    'select submitted_at, id from adoption_request order by submitted_at desc, id desc offset $1 limit 1',
    [requests / 2],
  );
  await client.end();
  const [row] = rows;
  const middle = encodeCursor({ submittedAt: row?.submitted_at.toISOString(), id: row?.id });
  return { requests, organisation, middle };
}

async function compare(question: Question, small: Register, large: Register): Promise<Row[]> {
  const measured = { small: [] as number[][], large: [] as number[][] };
  await ask(question, small, 50);
  await ask(question, large, 50);
  for (let round = 1; round <= rounds; round++) {
    measured.small.push(await ask(question, small, askedARound));
    measured.large.push(await ask(question, large, askedARound));
  }
  return [0.5, 0.99].map((share) => {
    const of = (latencies: number[][]) => median(latencies.map((round) => quantile(round, share)));
    const ratio = of(measured.large) / of(measured.small);
    return {
      what: `${question.what}, p${share * 100}`,
      measured: `${of(measured.large).toFixed(1)} ms at 1,000,000`,
      against: `${of(measured.small).toFixed(1)} ms at 1,000`,
      ratio,
      ...(share === 0.99 && { goal: '≤ 1.5', isMet: ratio <= 1.5 }),
    };
  });
}

/** Milliseconds of each answer. */
async function ask(question: Question, register: Register, times: number): Promise<number[]> {
  const latencies: number[] = [];
  const path = question.path(register);
  for (let time = 0; time < times; time++) {
    latencies.push(
      await elapsed(async () => {
        const { items } = await register.organisation.read(question.account, path);
        if (items.length < pageSize) throw new Error(`${question.what}: only ${items.length} items`);
      }),
    );
  }
  return latencies;
}
