import pg from 'pg';
import { encodeCursor } from '../api/cursor.ts';
import { showProgress } from '../launcher/progress.ts';
import { compareSizes, type Question, type Register } from './compare-sizes.ts';
import { generateRegisters, muchUsedVendor } from './generate-registers.ts';
import type { Row } from './measure.ts';
import { Organisation } from './organisation.ts';
import { onServers, type Servers } from './servers.ts';

interface Registers extends Register {
  /** Where the page in the middle of all risks begins. */
  middle: string;
}

// So many that the page is full at both sizes: an answer that is longer at one of them would be another question.
const pageSize = 10;

const list = (what: string, filter: string | ((registers: Registers) => string)): Question<Registers> => ({
  what: `Risks, ${what}`,
  account: 'auditor',
  path: (registers) =>
    `/v1/risks?limit=${pageSize}${typeof filter === 'string' ? filter : filter(registers)}`,
  isFull: ({ items }) => Array.isArray(items) && items.length === pageSize,
});
const heatMap = (what: string, query: string): Question<Registers> => ({
  what: `Heat map, ${what}`,
  account: 'auditor',
  path: () => `/v1/risks/heat-map?${query}`,
  isFull: ({ cells, total }) => Array.isArray(cells) && cells.length === 25 && Number(total) > 10,
});

const questions: Question<Registers>[] = [
  list('newest', ''),
  list('page in the middle', ({ middle }) => `&cursor=${middle}`),
  list('highest residual score', '&sort=residual'),
  list('by state', '&state=accepting'),
  list('by category', '&category=privacy'),
  list('by state and category, highest first', '&state=accepted&category=safety&sort=residual'),
  list('by owner', '&owner=requester'),
  list('by band', '&band=high'),
  list('overdue', '&overdue=true'),
  list('of a vendor', `&touches=vendor/${muchUsedVendor}`),
  list('by a common word', '&q=model'),
  list('by an uncommon word', '&q=uncommon'),
  heatMap('residual', 'measure=residual'),
  heatMap('inherent, of a category', 'measure=inherent&category=privacy'),
];

/** The registers over HTTP: 1,000 risks and 1,000 vendors against 100,000 and 20,000. */
export async function measureRegisters(): Promise<Row[]> {
  return onServers(async (servers) => {
    const small = await registersOf(servers, 1_000, 1_000);
    const large = await registersOf(servers, 100_000, 20_000);
    const rows: Row[] = [];
    for (const question of questions) {
      rows.push(...(await showProgress(question.what, () => compareSizes(question, small, large))));
    }
    return rows;
  });
}

async function registersOf(servers: Servers, risks: number, vendors: number): Promise<Registers> {
  const organisation = await Organisation.found(servers, `registers_${risks}`);
  const client = new pg.Client({ connectionString: organisation.databaseUrl });
  await client.connect();
  await showProgress(`Generating ${risks} risks and ${vendors} vendors`, () =>
    generateRegisters(client, { risks, vendors }),
  );
  const { rows } = await client.query<{ identified_at: Date; id: string }>(
    'select identified_at, id from risk order by identified_at desc, id desc offset $1 limit 1',
    [risks / 2],
  );
  await client.end();
  const [row] = rows;
  const middle = encodeCursor({ identifiedAt: row?.identified_at.toISOString(), id: row?.id });
  return { size: risks.toLocaleString('en'), organisation, middle };
}
