import pg from 'pg';
import { encodeCursor } from '../api/cursor.ts';
import { showProgress } from '../launcher/progress.ts';
import { compareSizes, type Question, type Register } from './compare-sizes.ts';
import { generateRequests } from './generate-requests.ts';
import type { Row } from './measure.ts';
import { Organisation } from './organisation.ts';
import { onServers, type Servers } from './servers.ts';

interface Requests extends Register {
  /** Where the page in the middle of all requests begins. */
  middle: string;
}

// So many that the page is full at both sizes: an answer that is longer at one of them would be another question.
const pageSize = 10;
const isFull: Question<Requests>['isFull'] = ({ items }) => Array.isArray(items) && items.length >= pageSize;

const list = (what: string, filter: string): Question<Requests> => ({
  isFull,
  what: `List, ${what}`,
  account: 'auditor',
  path: () => `/v1/adoption-requests?limit=${pageSize}${filter}`,
});
const inbox = (what: string, account: string): Question<Requests> => ({
  isFull,
  what: `Inbox of ${what}`,
  account,
  path: () => `/v1/inbox?limit=${pageSize}`,
});

const questions: Question<Requests>[] = [
  list('newest', ''),
  {
    isFull,
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
      rows.push(...(await showProgress(question.what, () => compareSizes(question, small, large))));
    }
    return rows;
  });
}

async function registerOf(servers: Servers, requests: number): Promise<Requests> {
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
  return { size: requests.toLocaleString('en'), organisation, middle };
}
