import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { DeliveryScene } from './delivery-scene.ts';

let scene: DeliveryScene;
beforeAll(async () => {
  scene = await DeliveryScene.open();
});
afterAll(() => scene.close());
afterEach(() => {
  scene.mail.humour = 'takes';
});

const recipients = ['legal@example.org', 'privacy@example.org', 'security@example.org'];

describe('a mail', () => {
  it('comes once, after hours in which nobody took it', async () => {
    await scene.mail.close();
    const id = await scene.submit();
    await scene.tried(id);
    await scene.pass(7);
    const tried = await scene.deliveries(id);
    expect(tried.map(({ state }) => state)).toEqual(['pending', 'pending', 'pending']);
    for (const { attempts, fault } of tried) {
      expect(attempts).toBeGreaterThan(6);
      expect(fault).toMatch(/ECONNREFUSED/);
    }
    await scene.mail.listen();
    await scene.pass(2);
    expect((await scene.settled(id)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(scene.mail.taken.flatMap((one) => one.recipients).toSorted()).toEqual(recipients);
  }, 120_000);

  it('that is taken twice, because the answer was lost, is known for one by its Message-ID', async () => {
    scene.mail.humour = 'drops';
    const before = scene.mail.transferred.length;
    const id = await scene.submit();
    await eventually(async () => scene.mail.transferred.length >= before + 3);
    await eventually(async () => (await scene.deliveries(id)).every(({ fault }) => fault !== null));
    scene.mail.humour = 'takes';
    await scene.pass(1);
    const deliveries = await scene.settled(id);
    expect(deliveries.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    const transferred = scene.mail.transferred.slice(before);
    for (const delivery of deliveries) {
      const copies = transferred.filter(({ messageId }) => messageId === `<${delivery.id}@127.0.0.1>`);
      expect(copies.length).toBeGreaterThanOrEqual(2);
    }
    expect(new Set(transferred.map(({ messageId }) => messageId)).size).toBe(3);
  }, 120_000);

  it('that is put off is tried again', async () => {
    scene.mail.humour = { atRecipient: 451 };
    const id = await scene.submit();
    const [putOff] = await scene.tried(id);
    expect(putOff).toMatchObject({ state: 'pending', attempts: 1 });
    await eventually(async () => (await scene.deliveries(id)).every(({ fault }) => fault?.includes('451')));
    scene.mail.humour = 'takes';
    await scene.pass(1);
    expect((await scene.settled(id)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
  }, 120_000);

  it.each([{ atRecipient: 550 }, { atEnd: 554 }])(
    'that is refused for good (%o) is not tried again, and what was answered is on record',
    async (humour) => {
      scene.mail.humour = humour;
      const id = await scene.submit();
      const refused = await scene.settled(id);
      const code = String(Object.values(humour)[0]);
      for (const { state, attempts, fault } of refused) {
        expect({ state, attempts }).toEqual({ state: 'failed', attempts: 1 });
        expect(fault).toContain(code);
      }
    },
    120_000,
  );

  it('that nobody takes for four days is given up, and that is on record', async () => {
    await scene.mail.close();
    const id = await scene.submit();
    await scene.tried(id);
    await scene.pass(4 * 24 + 2);
    for (const { state, fault } of await scene.settled(id)) {
      expect({ state, fault }).toEqual({
        state: 'failed',
        fault: 'It was tried for days without success.',
      });
    }
    await scene.mail.listen();
  }, 120_000);

  it('names nobody in the history of its workflow', async () => {
    scene.mail.humour = { atRecipient: 550 };
    const id = await scene.submit();
    const [first] = await scene.settled(id);
    const handle = scene.machine.environment.client.workflow.getHandle(`delivery/${first?.id ?? ''}`);
    await expect(handle.result()).rejects.toThrow();
    expect(JSON.stringify(await handle.fetchHistory())).not.toMatch(/example\.org|somebody/);
  }, 120_000);
});

describe('two relays at once', () => {
  it('start every message once', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => scene.machine.submit()));
    for (const id of ids) await eventually(async () => (await scene.machine.eventsOf(id)).length > 0);
    await Promise.all([scene.relay(), scene.relay()]);
    const deliveries = (await Promise.all(ids.map((id) => scene.settled(id)))).flat();
    const expected = deliveries.map(({ id }) => `<${id}@127.0.0.1>`);
    const taken = scene.mail.taken.flatMap(({ messageId }) => messageId ?? []);
    expect(expected).toHaveLength(12);
    expect(taken.filter((messageId) => expected.includes(messageId)).toSorted()).toEqual(expected.toSorted());
  }, 120_000);
});
