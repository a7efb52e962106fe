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
  const handle = machine.environment.client.workflow.getHandle(`adoption-request/${id}`);
  // Time is not skipped while a workflow is at work, and a sleep that begins then lasts as long as it says.
  await eventually(async () => {
    const { events } = await handle.fetchHistory();
    return events?.some(({ markerRecordedEventAttributes }) => markerRecordedEventAttributes != null);
  });
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
  await machine.travelTo(new Date(Date.parse(await machine.now()) + 61_000).toISOString());
  await departure.result();
  await eventually(async () => (await escalatedFor(late)).length > 0);
  expect(await escalatedFor(waiting)).toEqual(['owner_left']);
  expect(await escalatedFor(late)).toEqual(['owner_left']);
  expect(await escalatedFor(gone)).toEqual([]);
}, 120_000);
