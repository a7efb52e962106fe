import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { DeliveryScene } from './delivery-scene.ts';

let scene: DeliveryScene;
beforeAll(async () => {
  scene = await DeliveryScene.open();
});
afterAll(() => scene.close());

it('reminders of a day come as one mail, and what is decided by then is not in it', async () => {
  const [open, alsoOpen, closed] = [await scene.submit(), await scene.submit(), await scene.submit()];
  for (const id of [open, alsoOpen, closed]) await scene.settled(id);
  const asked = scene.mail.to('legal@example.org').length;
  await scene.pass(5 * 24);
  for (const id of [open, alsoOpen, closed]) {
    await eventually(async () =>
      (await scene.machine.eventsOf(id)).some((event) => event.type === 'Reminded' && event.role === 'legal'),
    );
  }
  await scene.machine.environment.client.workflow.getHandle(`adoption-request/${closed}`).cancel();
  await eventually(async () =>
    (await scene.machine.eventsOf(closed)).some(({ type }) => type === 'Withdrawn'),
  );
  await scene.relay();
  await eventually(async () => scene.mail.to('legal@example.org').length > asked);
  for (const id of [open, alsoOpen, closed]) await scene.settled(id);
  const [digest, ...more] = scene.mail.to('legal@example.org').slice(asked);
  expect(more).toEqual([]);
  expect(digest?.text).toContain(`/adoption-requests/${open}`);
  expect(digest?.text).toContain(`/adoption-requests/${alsoOpen}`);
  expect(digest?.text).not.toContain(`/adoption-requests/${closed}`);
}, 120_000);
