import { randomInt } from 'node:crypto';
import pg from 'pg';
import { freePort } from '../launcher/ports.ts';
import { showProgress } from '../launcher/progress.ts';
import { HttpClient } from './http-client.ts';
import { eachAtATime, elapsed, median, quantile, rounds, type Row } from './measure.ts';
import { Organisation } from './organisation.ts';
import { type PolicyAgent, startPolicyAgent } from './policy-agent/policy-agent.ts';
import { onServers } from './servers.ts';

const systems = 1_000;
const people = 20_000;
const connections = 16;
const askedARound = 6_000;
const together = 100;
const goal = 0.8;

interface Question {
  person: string;
  system: string;
  purpose: string;
  dataClass: string;
}

/** Milliseconds each, and how long all of them took. */
interface Asked {
  latencies: number[];
  took: number;
}

/**
 * Checks of use, each on record before it is answered, against Express with one look into an index and nothing on record,
 * and against Open Policy Agent with the same facts in memory and its decisions logged.
 */
export async function measureUsageChecks(): Promise<Row[]> {
  return onServers(async (servers) => {
    const organisation = await Organisation.found(servers, 'usage-checks');
    const client = new pg.Client({ connectionString: organisation.databaseUrl });
    await client.connect();
    // What goes wrong is said by the query; the connection ends with its server then.
    client.on('error', () => undefined);
    const ids = await generateInventory(client);
    await client.end();
    const port = await freePort();
    const bare = new HttpClient(port);
    const env = { DATABASE_URL: organisation.databaseUrl, PORT: String(port) };
    await servers.run('bench/lookup-server.ts', env, () => bare.answers('/readyz'));
    const agent = await startPolicyAgent(servers.directory, factsFor(ids));
    try {
      return await compare(organisation, bare, agent, ids);
    } finally {
      await agent?.stop();
    }
  });
}

/** 1,000 live systems for a team of 20,000 people. */
async function generateInventory(client: pg.Client): Promise<string[]> {
  const detail = {
    state: 'live',
    suspension: null,
    training: [],
    boundaries: [],
    scope: {
      purposes: ['Summaries'],
      dataClasses: ['internal'],
      users: { everyone: false, roles: [], teams: ['Crowd'], people: [] },
    },
  };
  await client.query(
    `insert into ai_system (id, name, name_key, title, provider, state, tier, owner_id, opened_at, live_since,
                            next_review_at, seq, detail)
     select gen_random_uuid(), 'System ' || n, 'system ' || n, 'System ' || n, 'A provider', 'live', 'medium', 'owner',
            now(), now(), now(), 1, $2
     from generate_series(1, $1::integer) n`,
    [systems, JSON.stringify(detail)],
  );
  await client.query(
    `insert into person (id, user_name, name, active, team)
     select 'crowd-' || n, 'crowd-' || n, 'Crowd ' || n, true, 'Crowd' from generate_series(1, $1::integer) n`,
    [people],
  );
  await client.query('vacuum analyze');
  const { rows } = await client.query<{ id: string }>('select id from ai_system');
  return rows.map(({ id }) => id);
}

/** The same people and systems as Open Policy Agent holds them: in memory. */
function factsFor(ids: readonly string[]) {
  const live = { state: 'live', purposes: ['Summaries'], dataClasses: ['internal'], teams: ['Crowd'] };
  const crowd = Array.from(
    { length: people },
    (_, index) => [`crowd-${index + 1}`, { team: 'Crowd' }] as const,
  );
  return { people: Object.fromEntries(crowd), systems: Object.fromEntries(ids.map((id) => [id, live])) };
}

async function compare(
  organisation: Organisation,
  bare: HttpClient,
  agent: PolicyAgent | undefined,
  ids: string[],
): Promise<Row[]> {
  const question = (): Question => ({
    person: `crowd-${randomInt(people) + 1}`,
    system: ids[randomInt(ids.length)] ?? '',
    purpose: 'Summaries',
    dataClass: 'internal',
  });
  const gateway = await organisation.machine('usage');
  const [single, batched, peer, decided]: [Asked[], Asked[], Asked[], Asked[]] = [[], [], [], []];
  for (let round = 0; round <= rounds; round++) {
    await showProgress(`Checks of use, round ${round} of ${rounds}`, async () => {
      const looked = await ask(askedARound, async () => {
        await bare.send('POST', '/lookup', question(), 200);
      });
      const asked = await ask(askedARound, () => organisation.checkUse([question()], gateway));
      const many = await ask(askedARound / together, () =>
        organisation.checkUse(Array.from({ length: together }, question), gateway),
      );
      const agreed = agent && (await ask(askedARound, () => decide(agent, question())));
      // The first round only warms up.
      if (round === 0) return;
      if (agreed !== undefined) decided.push(agreed);
      peer.push(looked);
      single.push(asked);
      batched.push(many);
    });
  }
  const perSecond = (all: Asked[], each = 1) =>
    median(all.map(({ latencies, took }) => (latencies.length * each * 1_000) / took));
  const share = (all: Asked[], part: number) => median(all.map(({ latencies }) => quantile(latencies, part)));
  const what = `Checks of use, ${connections} connections`;
  const rate = (measured: number, label: string, of: Asked[], called: string, goalOf?: number): Row => {
    const against = perSecond(of);
    const ratio = measured / against;
    return {
      what: `${what}, ${label}`,
      measured: `${Math.round(measured).toLocaleString('en')} /s`,
      against: `${Math.round(against).toLocaleString('en')} /s (${called})`,
      ratio,
      ...(goalOf === undefined ? {} : { goal: `≥ ${goalOf}`, isMet: ratio >= goalOf }),
    };
  };
  const latency = (part: number): Row => ({
    what: `${what}, one by one, p${part * 100}`,
    measured: `${share(single, part).toFixed(1)} ms`,
    against: `${share(peer, part).toFixed(1)} ms (one lookup)`,
    ratio: share(single, part) / share(peer, part),
  });
  const [lookup, opa] = ['one lookup', 'OPA, one by one'];
  const againstAgent = (): Row[] => [
    rate(perSecond(single), 'one by one', decided, opa, 0.5),
    rate(perSecond(batched, together), `batches of ${together}`, decided, opa, 5),
  ];
  return [
    rate(perSecond(single), 'one by one', peer, lookup, goal),
    latency(0.5),
    latency(0.99),
    rate(perSecond(batched, together), `batches of ${together}`, peer, lookup),
    ...(decided.length === 0 ? [] : againstAgent()),
  ];
}

async function decide({ http }: PolicyAgent, input: Question): Promise<void> {
  const { body } = await http.send('POST', '/v1/data/usage/check', { input }, 200);
  if (!body.includes('"allowed":true')) throw new Error(`not allowed: ${body.slice(0, 500)}`);
}

async function ask(times: number, once: () => Promise<void>): Promise<Asked> {
  const latencies: number[] = [];
  const took = await elapsed(() =>
    eachAtATime(times, connections, async () => {
      latencies.push(await elapsed(once));
    }),
  );
  return { latencies, took };
}
