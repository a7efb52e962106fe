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
  /** And of all vendors, by name. */
  middleVendor: string;
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
const vendors = (what: string, query: string): Question<Registers> => ({
  what: `Vendors, ${what}`,
  account: 'auditor',
  path: ({ middleVendor }) => `/v1/vendors?limit=${pageSize}${query.replace('middle', middleVendor)}`,
  isFull: ({ items }) => Array.isArray(items) && items.length === pageSize,
});
const heatMap = (what: string, query: string): Question<Registers> => ({
  what: `Heat map, ${what}`,
  account: 'auditor',
  path: () => `/v1/risks/heat-map?${query}`,
  isFull: ({ cells, total }) => Array.isArray(cells) && cells.length === 25 && Number(total) > 10,
});

const aboutRisks: Question<Registers>[] = [
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

const aboutVendors: Question<Registers>[] = [
  vendors('by name', ''),
  vendors('page in the middle', '&cursor=middle'),
  vendors('what lapses next', '&sort=lapses'),
  vendors('what lapses next, critical', '&sort=lapses&criticality=critical'),
  vendors('by state', '&state=lapsed'),
  vendors('waiting for answers', '&phase=answering'),
  vendors('by owner', '&owner=requester'),
  vendors('by a common word', '&q=vendor'),
  vendors('by an uncommon word', '&q=uncommon'),
];

/** The registers over HTTP: 1,000 risks and 1,000 vendors against 100,000 and 20,000. */
export async function measureRegisters(): Promise<Row[]> {
  return onServers(async (servers) => {
    const small = await registersOf(servers, 1_000, 1_000);
    const large = await registersOf(servers, 100_000, 20_000);
    const rows: Row[] = [];
    const ask = async (questions: Question<Registers>[], one: Registers, many: Registers) => {
      for (const question of questions) {
        rows.push(...(await showProgress(question.what, () => compareSizes(question, one, many))));
      }
    };
    await ask(aboutRisks, small, large);
    await ask(aboutVendors, small, { ...large, size: '20,000' });
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
  const found = await client.query<{ name_key: string; id: string }>(
    'select name_key, id from vendor order by name_key, id offset $1 limit 1',
    [vendors / 2],
  );
  await client.end();
  const [row] = rows;
  const [vendor] = found.rows;
  const middle = encodeCursor({ identifiedAt: row?.identified_at.toISOString(), id: row?.id });
  const middleVendor = encodeCursor({ nameKey: vendor?.name_key, id: vendor?.id });
  return { size: risks.toLocaleString('en'), organisation, middle, middleVendor };
}
