import { randomUUID } from 'node:crypto';
import { ScheduleNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { carryOut } from '../../db/duty-command.ts';
import { standingDuties } from '../../db/duty.ts';
import type { DutyDefinition, DutyRhythm } from '../../domain/duty-state.ts';
import { nextInRhythm } from '../../domain/working-time.ts';
import { describedSchedule } from '../../worker/duty-schedule.ts';
import { DutySchedules, registerDuties } from '../../worker/duty-schedules.ts';
import { eventually } from '../eventually.ts';
import { DutyDeployment } from './duty-deployment.ts';

let deployment: DutyDeployment;
let schedules: DutySchedules;
beforeAll(async () => {
  deployment = await DutyDeployment.start();
});
afterAll(() => deployment.close());
beforeEach(async () => {
  schedules = new DutySchedules(deployment.client, deployment.taskQueue);
  await declared();
  await reconcile();
});

const yearly: DutyRhythm = { months: 12, since: '2026-02-01', hour: 6, timeZone: 'Europe/Berlin' };
const checkpoint: DutyDefinition = {
  id: 'checkpoint',
  title: 'Signed checkpoint of the audit trail',
  starts: { kind: 'checkpoint' },
  every: { seconds: 300 },
};

function review(every: DutyRhythm = yearly, title = 'Management review'): DutyDefinition {
  return { id: 'management-review', title, starts: { kind: 'management_review' }, every };
}

const now = () => new Date().toISOString();

async function declared(...definitions: DutyDefinition[]): Promise<void> {
  await registerDuties(deployment.database.db, definitions, now());
}

async function reconcile(): Promise<void> {
  await schedules.reconcile(await standingDuties(deployment.database.db), now());
}

function handle(id = 'management-review') {
  return deployment.client.schedule.getHandle(id);
}

async function described(id = 'management-review') {
  return describedSchedule(await handle(id).describe());
}

async function isGone(id: string): Promise<boolean> {
  return handle(id)
    .describe()
    .then(() => false)
    .catch((error: unknown) => error instanceof ScheduleNotFoundError);
}

async function listed(): Promise<string[]> {
  const ids: string[] = [];
  for await (const { scheduleId } of deployment.client.schedule.list()) ids.push(scheduleId);
  return ids;
}

async function created(...definitions: DutyDefinition[]): Promise<void> {
  await declared(...definitions);
  await reconcile();
  await eventually(async () => {
    const ids = await listed();
    return definitions.every(({ id }) => ids.includes(id));
  });
  await reconcile();
}

describe('schedules follow the register', () => {
  it('one that is declared is created, with what no cycle is dropped by; a checkpoint drops what came before it', async () => {
    await created(review(), checkpoint);
    expect(await described()).toMatchObject({
      spec: { timezone: 'Europe/Berlin' },
      action: { workflowType: 'dutyFiring', workflowId: 'duty/management-review' },
      policies: { overlap: 'ALLOW_ALL', catchupWindow: 3650 * 86_400_000 },
      state: { paused: false, note: 'Management review' },
    });
    expect(await described('checkpoint')).toMatchObject({
      spec: { intervals: [{ every: 300_000 }] },
      action: { workflowType: 'checkpoint', workflowId: 'checkpoint' },
      policies: { overlap: 'SKIP', catchupWindow: 300_000 },
    });
  });

  it('the evaluation of controls is started by its schedule itself, as it leaves its own record', async () => {
    await created({ ...checkpoint, id: 'controls', starts: { kind: 'control_evaluation' } });
    expect(await described('controls')).toMatchObject({
      action: { workflowType: 'controlEvaluation', workflowId: 'controls' },
      policies: { overlap: 'SKIP' },
    });
  });

  it('a changed definition changes it', async () => {
    await created(review());
    await declared(review({ ...yearly, months: 6 }, 'Twice a year'));
    await reconcile();
    expect(await described()).toMatchObject({
      spec: { calendars: [{ month: [{ start: 'FEBRUARY', end: 'AUGUST', step: 6 }] }] },
      action: { staticSummary: 'Twice a year' },
    });
  });

  it('one that nobody declares any more goes; somebody else’s stays', async () => {
    const action = { type: 'startWorkflow' as const, workflowType: 'x', taskQueue: 'x', args: [] };
    const theirs = `theirs-${randomUUID()}`;
    await deployment.client.schedule.create({ scheduleId: theirs, spec: {}, action });
    await created(review(), checkpoint);
    await declared(review());
    await reconcile();
    expect([await isGone('checkpoint'), await isGone('management-review'), await isGone(theirs)]).toEqual([
      true,
      false,
      false,
    ]);
    await handle(theirs).delete();
  });

  it('one that was deleted by hand comes back', async () => {
    await created(review());
    await handle().delete();
    await eventually(async () => {
      await reconcile();
      return !(await isGone('management-review'));
    });
  });

  it('one that was changed by hand is put back, also in what a list does not show', async () => {
    await created(review());
    const right = await described();
    await handle().pause('By hand');
    await eventually(async () => {
      await reconcile();
      return JSON.stringify(await described()) === JSON.stringify(right);
    });
    await handle().update(({ action, ...rest }) => ({
      ...rest,
      action: { ...action, args: [{ duty: 'x' }] },
    }));
    expect(await described()).not.toEqual(right);
    for (let round = 0; round < 20; round += 1) await reconcile();
    expect(await described()).toEqual(right);
  });

  it('paused stays paused, through changes of its definition and when somebody takes the pause away by hand', async () => {
    await created(review());
    const actor = { person: 'person-1', roles: ['administrator' as const], actsFor: [] };
    const command = { id: randomUUID(), by: 'person-1', at: now(), actor, reason: 'Reorganisation' };
    await carryOut(deployment.database.db, 'management-review', { ...command, type: 'pause' });
    await reconcile();
    expect(await described()).toMatchObject({ state: { paused: true } });
    await declared(review({ ...yearly, months: 3 }));
    await reconcile();
    expect(await described()).toMatchObject({ state: { paused: true } });
    await handle().unpause();
    await eventually(async () => {
      await reconcile();
      return (await handle().describe()).state.paused;
    });
    const resumption = { ...command, id: randomUUID(), at: now() };
    await carryOut(deployment.database.db, 'management-review', { ...resumption, type: 'resume' });
    await reconcile();
    expect(await described()).toMatchObject({ state: { paused: false } });
  });

  it('a duty that cannot be put in a calendar keeps no other from being kept', async () => {
    await declared({ ...review({ ...yearly, months: 5 }), id: 'bad' }, review());
    await expect(reconcile()).rejects.toThrow('could not be put right');
    expect(await isGone('management-review')).toBe(false);
  });

  it('is cheap when nothing has changed: one list, and nothing is described', async () => {
    await created(review(), checkpoint);
    const { client } = deployment;
    const own = new DutySchedules(client, deployment.taskQueue);
    const duties = await standingDuties(deployment.database.db);
    await own.reconcile(duties, now());
    const looks = vi.spyOn(client.schedule, 'getHandle');
    await own.reconcile(duties, now());
    expect(looks).not.toHaveBeenCalled();
  });
});

describe('the calendar of a schedule', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata'];
  const dates = ['2026-01-31', '2025-02-28', '2024-02-29', '2026-11-30', '2026-12-15', '2025-08-29'];
  const cases = [1, 2, 3, 4, 6, 12, 24, 36].flatMap((months, place) =>
    dates.map((since, index) => ({
      months,
      since,
      hour: 6,
      timeZone: zones[(place + index) % zones.length] ?? '',
    })),
  );

  it('fires when the rhythm says, for every cycle, from any day of a month, in any zone', async () => {
    await created(...cases.map((every, index) => ({ ...review(every), id: `rhythm-${index}` })));
    for (const [index, every] of cases.entries()) {
      const { info } = await handle(`rhythm-${index}`).describe();
      const fires = info.nextActionTimes.map((instant) => instant.toISOString());
      const expected: string[] = [];
      for (let at = now(); expected.length < fires.length;) {
        at = nextInRhythm(every, at);
        expected.push(at);
      }
      expect(fires.length, JSON.stringify(every)).toBeGreaterThan(5);
      expect(fires, JSON.stringify(every)).toEqual(expected);
    }
  });
});
