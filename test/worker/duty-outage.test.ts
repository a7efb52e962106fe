import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standingDuties } from '../../db/duty.ts';
import { readEvents } from '../../db/event-store.ts';
import type { DutyDefinition, DutyEvent } from '../../domain/duty-state.ts';
import { DutySchedules, registerDuties } from '../../worker/duty-schedules.ts';
import { eventually } from '../eventually.ts';
import { DutyDeployment } from './duty-deployment.ts';

let deployment: DutyDeployment;
beforeAll(async () => {
  deployment = await DutyDeployment.start();
});
afterAll(() => deployment.close());

const now = () => new Date().toISOString();
const seconds = 2;

function often(id: string): DutyDefinition {
  return { id, title: 'Very often', starts: { kind: 'management_review' }, every: { seconds } };
}

async function declare(...definitions: DutyDefinition[]): Promise<void> {
  const { db } = deployment.database;
  await registerDuties(db, definitions, now());
}

/** One round, which takes up at once what is owed. */
async function reconcile(): Promise<void> {
  const schedules = new DutySchedules(deployment.client, deployment.taskQueue, { grace: 0 });
  await schedules.reconcile(await standingDuties(deployment.database.db), now());
}

async function firedFor(id: string): Promise<string[]> {
  const events = await readEvents<DutyEvent>(deployment.database.db, `duty/${id}`);
  return events.flatMap((event) => (event.type === 'DutyFired' ? [event.scheduledAt] : [])).sort();
}

/** Every instant of the rhythm from one to another, both included. */
function everyInstant(from: string, to: string): string[] {
  const count = (Date.parse(to) - Date.parse(from)) / (seconds * 1000);
  return Array.from({ length: count + 1 }, (_, index) =>
    new Date(Date.parse(from) + index * seconds * 1000).toISOString(),
  );
}

async function firedUntil(id: string, instant: string): Promise<string[]> {
  return eventually(async () => {
    const fired = await firedFor(id);
    const last = fired.at(-1);
    return last !== undefined && last >= instant && fired;
  }, 60_000);
}

describe('an outage over several firings', () => {
  it('drops no cycle, and runs each missed one once', async () => {
    await declare(often('often'));
    await reconcile();
    await deployment.startWorker();
    const [first = ''] = await firedUntil('often', '');
    await deployment.stopWorker();
    await deployment.stopServer();
    const down = Date.now();
    await eventually(() => Promise.resolve(Date.now() > down + 4 * seconds * 1000));
    await deployment.startServer();
    await deployment.startWorker();
    const back = now();
    const fired = await firedUntil('often', back);
    const complete = await eventually(async () => {
      const all = await firedFor('often');
      return all.length >= everyInstant(first, fired.at(-1) ?? '').length && all;
    });
    expect(complete).toEqual(everyInstant(first, complete.at(-1) ?? ''));
    const rows = await deployment.database.db.selectFrom('duty_firing').select('occasion').execute();
    expect(new Set(rows.map(({ occasion }) => occasion)).size).toBe(rows.length);
  });
});

describe('a schedule that was deleted over several firings', () => {
  it('comes back, and what it missed is made up for', async () => {
    await declare(often('deleted'));
    await reconcile();
    const [first = ''] = await firedUntil('deleted', '');
    await deployment.client.schedule.getHandle('deleted').delete();
    const gone = Date.now();
    await eventually(() => Promise.resolve(Date.now() > gone + 3 * seconds * 1000));
    const fired = await eventually(async () => {
      await reconcile();
      const so = await firedFor('deleted');
      const last = so.at(-1) ?? first;
      const behind = Date.parse(last) > gone + 2 * seconds * 1000;
      return behind && so.length >= everyInstant(first, last).length && so;
    }, 60_000);
    expect(fired).toEqual(everyInstant(first, fired.at(-1) ?? ''));
  });
});
