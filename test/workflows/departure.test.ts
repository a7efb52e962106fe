import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { TimeMachine } from './time-skipping.ts';

let machine: TimeMachine;
beforeAll(async () => {
  machine = await TimeMachine.start();
});
afterAll(() => machine.close());

const escalatedFor = async (id: string) => {
  const events = await machine.eventsOf(id);
  return events.filter((event) => event.type === 'Escalated').map(({ because }) => because);
};

async function submitted(): Promise<string> {
  const id = await machine.submit();
  await eventually(async () => (await machine.eventsOf(id)).length > 0);
  return id;
}

it('a departure moves on what waits, passes over what has gone, and looks again for what was on its way', async () => {
  const { workflow } = machine.environment.client;
  const [waiting, gone] = [await submitted(), await submitted()];
  await workflow.getHandle(`adoption-request/${gone}`).terminate('by hand');
  const departure = await workflow.start('departure', {
    workflowId: 'departure/person-owner/1',
    taskQueue: machine.taskQueue,
    args: [{ person: 'person-owner' }],
  });
  await eventually(async () => (await escalatedFor(waiting)).length > 0);
  const late = await submitted();
  // The server does not skip time while a workflow is at work: at worst the minute has to be waited for.
  await departure.result();
  await eventually(async () => (await escalatedFor(late)).length > 0);
  expect(await escalatedFor(waiting)).toEqual(['owner_left']);
  expect(await escalatedFor(late)).toEqual(['owner_left']);
  expect(await escalatedFor(gone)).toEqual([]);
}, 120_000);

it('a departure of somebody for whom nothing waits ends by itself', async () => {
  const departure = await machine.environment.client.workflow.start('departure', {
    workflowId: 'departure/person-idle/1',
    taskQueue: machine.taskQueue,
    args: [{ person: 'person-idle' }],
  });
  await departure.result();
  expect((await departure.describe()).status.name).toBe('COMPLETED');
});
