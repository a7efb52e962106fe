import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { eventually } from '../launcher/eventually.ts';
import { showProgress } from '../launcher/progress.ts';
import { compareSizes, type Question, type Register } from './compare-sizes.ts';
import { elapsed, type Row } from './measure.ts';
import { Organisation } from './organisation.ts';
import { residentMegabytes } from './resident.ts';
import { onServers, type Servers } from './servers.ts';

/** A policy that so many people are asked to acknowledge, and what asking and reminding them took. */
interface Campaign extends Register {
  id: string;
  people: number;
  /** Events in the history of the campaign's workflow, once everybody has been asked and reminded. */
  historyEvents: number;
  /** Of the worker, in megabytes (RSS), after the same. */
  residentMegabytes: number;
  askedMs: number;
  remindedMs: number;
}

const pageSize = 10;

const questions: Question<Campaign>[] = [
  {
    what: 'Policies with their figures',
    account: 'auditor',
    path: () => '/v1/policies?limit=10',
    isFull: ({ items }) => Array.isArray(items) && items.length === 1,
  },
  {
    what: 'Who is outstanding, and how many',
    account: 'auditor',
    path: ({ id }) => `/v1/policies/${id}/outstanding?limit=${pageSize}`,
    isFull: ({ items }) => Array.isArray(items) && items.length === pageSize,
  },
  {
    what: 'Who had acknowledged it on a day',
    account: 'auditor',
    path: ({ id }) => `/v1/policies/${id}/acknowledgements?limit=${pageSize}&on=2099-01-01`,
    isFull: ({ items }) => Array.isArray(items) && items.length === pageSize,
  },
  {
    what: 'What I am asked for',
    account: 'colleague',
    path: () => '/v1/assignments',
    isFull: ({ items }) => Array.isArray(items) && items.length === 1,
  },
];

/** A campaign of 1,000 people against one of 100,000: what it costs the worker and Temporal, and what its pages ask. */
export async function measureCampaigns(): Promise<Row[]> {
  return onServers(async (servers) => {
    const small = await campaignOf(servers, 1_000);
    const large = await campaignOf(servers, 100_000);
    const rows = [
      compared('History of the campaign’s workflow', 'events', small, large, (one) => one.historyEvents, 1.5),
      compared(
        'Worker memory (RSS) after asking and reminding',
        'MB',
        small,
        large,
        (one) => one.residentMegabytes,
        1.5,
      ),
      compared('Asking 1,000 people', 'ms', small, large, perThousand('askedMs'), 1.5),
      compared('Reminding 1,000 people', 'ms', small, large, perThousand('remindedMs'), 1.5),
    ];
    for (const question of questions) {
      rows.push(...(await showProgress(question.what, () => compareSizes(question, small, large))));
    }
    return rows;
  });
}

function perThousand(what: 'askedMs' | 'remindedMs') {
  return (campaign: Campaign) => (campaign[what] / campaign.people) * 1_000;
}

function compared(
  what: string,
  unit: string,
  small: Campaign,
  large: Campaign,
  read: (campaign: Campaign) => number,
  most: number,
): Row {
  const ratio = read(large) / read(small);
  return {
    what,
    measured: `${read(large).toFixed(0)} ${unit} at ${large.size}`,
    against: `${read(small).toFixed(0)} ${unit} at ${small.size}`,
    ratio,
    goal: `≤ ${most}`,
    isMet: ratio <= most,
  };
}

async function campaignOf(servers: Servers, people: number): Promise<Campaign> {
  const organisation = await Organisation.found(servers, `campaign_${people}`);
  const worker = await organisation.startWorker();
  const client = new pg.Client({ connectionString: organisation.databaseUrl });
  await client.connect();
  await client.query(
    `insert into person (id, user_name, name, active)
     select 'crowd-' || n, 'crowd-' || n, 'Crowd ' || n, true from generate_series(1, $1::integer) n`,
    [people],
  );
  const size = people.toLocaleString('en');
  const id = await organisation.publishPolicy();
  // The last of the crowd is asked last, in the order of ids.
  const askedMs = await elapsed(() =>
    showProgress(`Asking ${size} people`, () => untilCounted(client, 'Assigned', people)),
  );
  const remindedMs = await elapsed(() =>
    showProgress(`Reminding ${size} people`, async () => {
      await client.query(`update assignment set remind_at = now(), next_at = now() where campaign_id = $1`, [
        id,
      ]);
      const wake = { type: 'wake', id: randomUUID(), by: 'system', at: new Date().toISOString() };
      await client.query('insert into process_message (stream, command) values ($1, $2)', [
        `campaign/${id}`,
        JSON.stringify(wake),
      ]);
      await untilCounted(client, 'Reminded', people);
    }),
  );
  await acknowledgeSome(client, id);
  await client.query('vacuum analyze');
  await client.end();
  const historyEvents = await historyOf(servers, id);
  const resident = await residentMegabytes(worker.pid);
  // Two workers side by side would share the two cores.
  await worker.stop();
  return { size, organisation, id, people, historyEvents, residentMegabytes: resident, askedMs, remindedMs };
}

/** Waits until events of this type name so many people. */
async function untilCounted(client: pg.Client, type: string, people: number): Promise<void> {
  await eventually(async () => {
    const { rows } = await client.query<{ people: number }>(
      `select coalesce(sum(jsonb_array_length(canonical::jsonb #> '{event,people}')), 0)::integer as people
       from event where stream like 'campaign/%' and type = $1`,
      [type],
    );
    return (rows[0]?.people ?? 0) >= people || undefined;
  }, 600_000);
}

/** As many at both sizes: the question who has is then the same question. */
async function acknowledgeSome(client: pg.Client, policy: string): Promise<void> {
  await client.query(
    `insert into acknowledgement (policy_id, person_id, version, hash, at)
     select $1, 'crowd-' || n, 1, 'hash', now() from generate_series(1, 500) n`,
    [policy],
  );
  await client.query(
    `update assignment set fulfilled_at = now(), next_at = null
     where campaign_id = $1 and person_id in (select person_id from acknowledgement)`,
    [policy],
  );
}

async function historyOf({ temporalAddress }: Servers, id: string): Promise<number> {
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const client = new Client({ connection });
    return (await client.workflow.getHandle(`campaign/${id}`).describe()).historyLength;
  } finally {
    await connection.close();
  }
}
