import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEvents } from '../../db/event-store.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import type { ActionCommand, ActionEvent } from '../../domain/action.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const day = 86_400_000;

it('an action is reminded of twice and escalated when it is due, and then waits until somebody does it', async () => {
  const [id, start] = [randomUUID(), Date.parse(await machine.now())];
  const on = (days: number) => new Date(start + days * day).toISOString();
  const common = { id: randomUUID(), by: 'system', at: on(0) };
  const open: ActionCommand = {
    ...common,
    type: 'open',
    subject: 'adoption-request/1',
    text: 'Tell the works council',
    owner: 'owner',
    dueAt: on(30),
    remindAt: [on(16), on(27)],
    escalateTo: 'compliance_manager',
  };
  const { workflow } = machine.environment.client;
  const handle = await workflow.signalWithStart('action', {
    workflowId: `action/${id}`,
    taskQueue: machine.taskQueue,
    args: [{ id }],
    signal: 'open',
    signalArgs: [open],
  });
  const events = () => readEvents<ActionEvent>(machine.database.db, `action/${id}`);
  const tasks = () =>
    machine.database.db
      .selectFrom('task')
      .select(['holder', 'escalated'])
      .where('stream', '=', `action/${id}`)
      .orderBy('holder')
      .execute();
  await eventually(async () => (await events()).length === 1);
  await machine.travelTo(on(31));
  const told = await eventually(async () => {
    const all = await events();
    return all.length === 4 && all;
  });
  expect(told.map(({ type }) => type)).toEqual([
    'ActionOpened',
    'ActionReminded',
    'ActionReminded',
    'ActionEscalated',
  ]);
  told.slice(1).forEach(({ at }, index) => {
    const late = Date.parse(at) - Date.parse(on([16, 27, 30][index] ?? 0));
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(60_000);
  });
  const waiting = [
    { holder: 'person/owner', escalated: false },
    { holder: 'role/compliance_manager', escalated: true },
  ];
  expect(await tasks()).toEqual(waiting);
  await rebuildReadModels(machine.database.db);
  expect(await tasks()).toEqual(waiting);

  const done: ActionCommand = {
    id: randomUUID(),
    by: 'owner',
    at: await machine.now(),
    type: 'complete',
    actor: { person: 'owner', roles: [], actsFor: [] },
    note: 'Told on Monday.',
  };
  await handle.signal('complete', done);
  await handle.result();
  expect(await tasks()).toEqual([]);
}, 60_000);
