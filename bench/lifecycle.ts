import { Client, Connection } from '@temporalio/client';
import { showProgress } from '../launcher/progress.ts';
import { Bare } from './bare/bare.ts';
import { eachAtATime, elapsed, median, quantile, rounds, type Row } from './measure.ts';
import { Organisation } from './organisation.ts';
import { onServers } from './servers.ts';

interface Peer {
  submit(): Promise<string>;
  signOff(id: string, role: string): Promise<void>;
  workflowId(id: string): string;
}

interface Figures {
  requestsPerSecond: number;
  p50: number;
  p99: number;
}

const signatories: Record<string, string> = {
  security: 'security',
  legal: 'legal',
  privacy: 'privacy',
  business_owner: 'business-owner',
};
const loads = [
  { atATime: 1, requests: 40 },
  { atATime: 20, requests: 120 },
];

/** Submit, four sign-offs one after the other, approved: ours against a bare workflow on the same servers. */
export async function measureLifecycle(): Promise<Row[]> {
  return onServers(async (servers) => {
    const organisation = await Organisation.found(servers, 'lifecycle');
    await organisation.startWorker();
    const bare = await Bare.found(servers);
    const ours: Peer = {
      submit: () => organisation.submit(),
      signOff: (id, role) => signOff(organisation, id, role),
      workflowId: (id) => `adoption-request/${id}`,
    };
    const theirs: Peer = {
      submit: () => bare.submit(),
      signOff: (id, role) => bare.signOff(id, role),
      workflowId: (id) => id,
    };
    await showProgress('Warming up', () => Promise.all([run(ours, 60, 20), run(theirs, 60, 20)]));
    const rows: Row[] = [];
    for (const { atATime, requests } of loads) {
      rows.push(...(await compare(ours, theirs, requests, atATime)));
    }
    return [...rows, await compareHistories(servers.temporalAddress, ours, theirs)];
  });
}

async function signOff(organisation: Organisation, id: string, role: string): Promise<void> {
  const state = await organisation.signOff(signatories[role] ?? '', id, role);
  const expected = role === 'business_owner' ? 'approved' : 'in_review';
  if (state !== expected) throw new Error(`${id} is ${state} after ${role}`);
}

async function run(peer: Peer, requests: number, atATime: number): Promise<Figures> {
  const signOffs: number[] = [];
  const took = await elapsed(() =>
    eachAtATime(requests, atATime, async () => {
      const id = await peer.submit();
      for (const role of Object.keys(signatories)) signOffs.push(await elapsed(() => peer.signOff(id, role)));
    }),
  );
  return {
    requestsPerSecond: (requests / took) * 1_000,
    p50: quantile(signOffs, 0.5),
    p99: quantile(signOffs, 0.99),
  };
}

async function compare(ours: Peer, theirs: Peer, requests: number, atATime: number): Promise<Row[]> {
  const measured = { ours: [] as Figures[], theirs: [] as Figures[] };
  for (let round = 1; round <= rounds; round++) {
    await showProgress(`Lifecycles, ${atATime} at a time, round ${round} of ${rounds}`, async () => {
      measured.ours.push(await run(ours, requests, atATime));
      measured.theirs.push(await run(theirs, requests, atATime));
    });
  }
  const row = (what: string, figure: keyof Figures, unit: string, moreIsBetter: boolean): Row => {
    const our = median(measured.ours.map((figures) => figures[figure]));
    const their = median(measured.theirs.map((figures) => figures[figure]));
    return {
      what: `${what}, ${atATime} at a time`,
      measured: `${our.toFixed(1)} ${unit}`,
      against: `${their.toFixed(1)} ${unit} (bare)`,
      ratio: our / their,
      goal: moreIsBetter ? '> 1' : '< 1',
      isMet: moreIsBetter ? our > their : our < their,
    };
  };
  return [
    row('Requests decided', 'requestsPerSecond', '/s', true),
    row('Sign-off p50', 'p50', 'ms', false),
    row('Sign-off p99', 'p99', 'ms', false),
  ];
}

async function compareHistories(address: string, ours: Peer, theirs: Peer): Promise<Row> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const eventsOf = async (peer: Peer) => {
    const id = await peer.submit();
    for (const role of Object.keys(signatories)) await peer.signOff(id, role);
    const handle = client.workflow.getHandle(peer.workflowId(id));
    await handle.result();
    return (await handle.fetchHistory()).events?.length ?? NaN;
  };
  const [our, their] = [await eventsOf(ours), await eventsOf(theirs)];
  await connection.close();
  return {
    what: 'History events of one',
    measured: `${our}`,
    against: `${their} (bare)`,
    ratio: our / their,
    goal: '≤ 32 events',
    isMet: our <= 32,
  };
}
