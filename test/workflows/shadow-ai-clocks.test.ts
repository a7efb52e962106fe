import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEvents } from '../../db/event-store.ts';
import type { ShadowAiCommand, ShadowAiEvent } from '../../domain/shadow-ai.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const day = 86_400_000;

it('a finding is reminded of twice, goes to management when it is due, and waits until somebody settles it', async () => {
  const [id, start] = [randomUUID(), Date.parse(await machine.now())];
  const on = (days: number) => new Date(start + days * day).toISOString();
  const open: ShadowAiCommand = {
    id: randomUUID(),
    by: 'system',
    at: on(0),
    type: 'open',
    name: 'Wizard',
    number: 1,
    owner: 'chris',
  };
  const { workflow } = machine.environment.client;
  const handle = await workflow.signalWithStart('shadowAi', {
    workflowId: `shadow-ai/${id}`,
    taskQueue: machine.taskQueue,
    args: [{ id }],
    signal: 'open',
    signalArgs: [open],
  });
  const events = () => readEvents<ShadowAiEvent>(machine.database.db, `shadow-ai/${id}`);
  const holders = async () => {
    const rows = await machine.database.db
      .selectFrom('task')
      .select('holder')
      .where('stream', '=', `shadow-ai/${id}`)
      .orderBy('holder')
      .execute();
    return rows.map(({ holder }) => holder);
  };
  const [found] = await eventually(async () => {
    const all = await events();
    return all.length === 1 && all;
  });
  // The clock begins when the finding is opened, which is a little after it was seen.
  const dueAt = Date.parse(found?.type === 'ShadowAiFound' ? found.dueAt : '');
  await machine.travelTo(new Date(dueAt + day).toISOString());
  const told = await eventually(async () => {
    const all = await events();
    return all.length === 4 && all;
  });
  expect(told.map(({ type }) => type)).toEqual([
    'ShadowAiFound',
    'ShadowAiReminded',
    'ShadowAiReminded',
    'ShadowAiEscalated',
  ]);
  for (const [index, { at }] of told.slice(1).entries()) {
    const late = Date.parse(at) - (dueAt - ([7, 0, 0][index] ?? 0) * day);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(60_000);
  }
  expect(await holders()).toEqual(['person/chris', 'role/management']);
  const block: ShadowAiCommand = {
    id: randomUUID(),
    by: 'chris',
    at: await machine.now(),
    type: 'block',
    actor: { person: 'chris', roles: ['compliance_manager'], actsFor: [] },
    note: 'At the proxy.',
  };
  await handle.signal('block', block);
  await handle.result();
  expect(await holders()).toEqual([]);
}, 60_000);
