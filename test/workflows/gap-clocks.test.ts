import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEvents } from '../../db/event-store.ts';
import type { GapCommand, GapEvent } from '../../domain/gap-state.ts';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const day = 86_400_000;

it('a gap is reminded of, goes to management, begins anew with a later plan, and ends when its check passes', async () => {
  const id = randomUUID();
  const open: GapCommand = {
    id: randomUUID(),
    by: 'system',
    at: await machine.now(),
    type: 'open',
    // Nothing is in use in this database, so its check passes from the beginning.
    statement: 'boundaries',
    number: 1,
    owner: 'chris',
    population: 1,
    failing: 1,
  };
  const handle = await machine.environment.client.workflow.signalWithStart('gap', {
    workflowId: `gap/${id}`,
    taskQueue: machine.taskQueue,
    args: [{ id }],
    signal: 'open',
    signalArgs: [open],
  });
  const events = () => readEvents<GapEvent>(machine.database.db, `gap/${id}`);
  const seen = (count: number) =>
    eventually(async () => {
      const all = await events();
      return all.length === count && all;
    });
  const holders = async () => {
    const rows = await machine.database.db
      .selectFrom('task')
      .select('holder')
      .where('stream', '=', `gap/${id}`)
      .orderBy('holder')
      .execute();
    return rows.map(({ holder }) => holder);
  };
  const [opened] = await seen(1);
  const dueAt = opened?.type === 'GapOpened' ? opened.dueAt : '';
  expect(await holders()).toEqual(['person/chris']);
  await machine.travelTo(new Date(Date.parse(dueAt) + day).toISOString());
  const told = await seen(4);
  expect(told.map(({ type }) => type)).toEqual(['GapOpened', 'GapReminded', 'GapReminded', 'GapEscalated']);
  expect(Date.parse(told[3]?.at ?? '') - Date.parse(dueAt)).toBeLessThan(60_000);
  expect(await holders()).toEqual(['person/chris', 'role/management']);

  const later = new Date(Date.parse(await machine.now()) + 20 * day).toISOString();
  const actor = { person: 'mia', roles: ['compliance_manager' as const], actsFor: [] };
  const plan: GapCommand = {
    id: randomUUID(),
    by: 'mia',
    at: await machine.now(),
    type: 'plan',
    actor,
    text: 'We set them.',
    dueAt: later,
  };
  await handle.signal('plan', plan);
  await seen(5);
  expect(await holders()).toEqual(['person/chris']);
  await machine.travelTo(new Date(Date.parse(later) + day).toISOString());
  expect((await seen(8)).slice(5).map(({ type }) => type)).toEqual([
    'GapReminded',
    'GapReminded',
    'GapEscalated',
  ]);
  const close: GapCommand = {
    id: randomUUID(),
    by: 'mia',
    at: await machine.now(),
    type: 'close',
    actor,
    cause: 'Taken over.',
    correction: 'Set.',
  };
  await handle.signal('close', close);
  await handle.result();
  expect(await holders()).toEqual([]);
}, 60_000);
