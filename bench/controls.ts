import path from 'node:path';
import pg from 'pg';
import { evaluateStatements } from '../db/control-check.ts';
import { yearUntil } from '../db/control-evaluation.ts';
import { openDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { ensureUsagePartitions, monthOf } from '../db/usage-partition.ts';
import { statements } from '../domain/control-catalogue.ts';
import { daysAfter } from '../domain/days.ts';
import { seedDemoOrganisation } from '../launcher/demo-organisation.ts';
import { showProgress } from '../launcher/progress.ts';
import { type ControlSizes, generateControls } from './generate-controls.ts';
import { elapsed, median, type Row, rounds } from './measure.ts';
import { onServers } from './servers.ts';

const sizes: ControlSizes = {
  requests: Number(process.env['BENCH_CONTROLS_REQUESTS'] ?? 1_000_000),
  people: 100_000,
  systems: 10_000,
};

/** Times the peer, which only counts the records that the statements are about and asks none of them anything. */
const limit = 4;

/** What the peer counts: how many records each of the statements of A.9.2 is about, in SQL as one writes it by hand. */
const counts = [
  `select count(*) from adoption_request where state in ('approved', 'approved_with_conditions') and decided_at >= now() - interval '365 days'`,
  `select count(*) from sign_off s join adoption_request r on r.id = s.request_id where r.state in ('approved', 'approved_with_conditions') and r.decided_at >= now() - interval '365 days'`,
  `select count(distinct (request_id, person_id)) from sign_off_signatory`,
  `select count(*) from assignment`,
  `select count(*) from ai_system where state in ('live', 'suspended')`,
  `select count(*) from usage_total`,
  `select count(distinct system_id) from usage_check where at > now() - interval '30 days'`,
  `select count(*) from usage_event where used_at > now() - interval '30 days'`,
  `select count(*) from oversight_case`,
  `select count(*) from usage_audit`,
  `select count(*) from shadow_ai`,
];

/** The whole of A.9.2 held against 1,000,000 requests, 100,000 people and 10,000 systems, against counting them. */
export async function measureControls(): Promise<Row[]> {
  return onServers(async (servers) => {
    const databaseUrl = await servers.createDatabase('controls');
    await migrate(databaseUrl);
    await seedDemoOrganisation({ databaseUrl, home: path.join(servers.directory, 'controls') });
    const db = openDatabase(databaseUrl);
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await ensureUsagePartitions(db, [
      monthOf(new Date().toISOString()),
      monthOf(daysAfter(new Date().toISOString(), -1)),
    ]);
    await showProgress('Generating records', () => generateControls(client, sizes));
    const asked = statements.filter(({ control }) => control === 'A.9.2');
    const evaluated: number[] = [];
    const counted: number[] = [];
    let failing = 0;
    for (let round = 1; round <= rounds; round += 1) {
      const window = yearUntil(new Date().toISOString());
      await showProgress(`A.9.2, round ${round} of ${rounds}`, async () => {
        evaluated.push(
          await elapsed(async () => {
            const results = await evaluateStatements(db, () => window, asked);
            failing = [...results.values()].filter((result) => result.failing > 0).length;
          }),
        );
        counted.push(
          await elapsed(async () => {
            for (const count of counts) await client.query(count);
          }),
        );
      });
    }
    await Promise.all([db.destroy(), client.end()]);
    const [mine, peer] = [median(evaluated), median(counted)];
    const many = Object.values(sizes).map((size) => size.toLocaleString('en'));
    return [
      {
        what: `A.9.2, ${asked.length} statements (${failing} with failing records): ${many[0]} requests, ${many[1]} people, ${many[2]} systems`,
        measured: `${(mine / 1000).toFixed(2)} s`,
        against: `${(peer / 1000).toFixed(2)} s (counting the records)`,
        ratio: mine / peer,
        goal: `≤ ${limit}`,
        isMet: mine <= limit * peer,
      },
    ];
  });
}
