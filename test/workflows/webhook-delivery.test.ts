import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  addWebhookEndpoint,
  changeWebhookEndpoint,
  findWebhookEndpoint,
  replayWebhooks,
  rotateWebhookSecret,
} from '../../db/webhook-endpoint.ts';
import { eventually } from '../eventually.ts';
import { DeliveryScene } from './delivery-scene.ts';

interface Received {
  body: string;
  headers: IncomingHttpHeaders;
}

let scene: DeliveryScene;
let receiver: Server;
let url: string;
let answer = 204;
const received: Received[] = [];
let endpoint: { id: string; secret: string };

beforeAll(async () => {
  scene = await DeliveryScene.open();
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ body, headers: request.headers });
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  await scene.close();
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(async () => {
  answer = 204;
  received.length = 0;
  const { db } = scene.machine.database;
  await db
    .updateTable('webhook_endpoint')
    .set({ enabled: false, disabled_reason: 'Of another test.' })
    .execute();
  endpoint = await addWebhookEndpoint(db, { url, eventTypes: ['adoption_request.submitted'] }, 'anna', now());
});

const now = () => new Date().toISOString();
const hookOf = async (id: string) => {
  const deliveries = await scene.deliveries(id);
  return deliveries.find(({ channel }) => channel === 'webhook');
};
const taken = () => eventually(async () => received[0]);

function verify(secret: string, { body, headers }: Received): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

describe('a webhook', () => {
  it('is signed, and says thinly what happened', async () => {
    const id = await scene.submit();
    const first = await taken();
    expect(verify(endpoint.secret, first)).toMatchObject({
      type: 'adoption_request.submitted',
      data: { id, seq: 1, state: 'in_review', revision: 1 },
    });
    const forged = { ...first, body: first.body.replace('in_review', 'approved') };
    expect(() => verify(endpoint.secret, forged)).toThrow();
    expect(first.body).not.toMatch(/person-|example\.org/);
  }, 60_000);

  it('is tried for days, under one id, until it is taken', async () => {
    answer = 500;
    const id = await scene.submit();
    await taken();
    await scene.pass(36);
    expect((await hookOf(id))?.state).toBe('pending');
    expect(received.length).toBeGreaterThan(6);
    answer = 204;
    await scene.pass(11);
    await eventually(async () => (await hookOf(id))?.state === 'sent');
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  }, 120_000);

  it('that nobody takes for three days is given up', async () => {
    answer = 503;
    const id = await scene.submit();
    await taken();
    await scene.pass(3 * 24 + 11);
    await eventually(async () => (await hookOf(id))?.state === 'failed');
  }, 120_000);

  it('is not sent to where a redirect leads', async () => {
    answer = 302;
    const id = await scene.submit();
    await eventually(async () => (await hookOf(id))?.fault === 'The endpoint answered 302.');
    expect(received.map(({ headers }) => headers.host)).toHaveLength(1);
    answer = 204;
    await scene.pass(1);
    await eventually(async () => (await hookOf(id))?.state === 'sent');
  }, 120_000);

  it('disables an endpoint that is gone, and says so', async () => {
    answer = 410;
    const id = await scene.submit();
    await eventually(async () => (await hookOf(id))?.state === 'failed');
    const { db } = scene.machine.database;
    expect(await findWebhookEndpoint(db, endpoint.id)).toMatchObject({
      enabled: false,
      disabledReason: 'It answered 410 Gone.',
    });
    const later = await scene.submit();
    expect(await hookOf(later)).toBeUndefined();
  }, 120_000);

  it('is signed by the old secret too while it is rotated, and by the new one alone afterwards', async () => {
    const { db } = scene.machine.database;
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const fresh = await rotateWebhookSecret(db, endpoint.id, soon, 'anna', now());
    await scene.submit();
    const during = await taken();
    expect(verify(endpoint.secret, during)).toEqual(verify(fresh, during));
    received.length = 0;
    const last = await rotateWebhookSecret(db, endpoint.id, now(), 'anna', now());
    await scene.submit();
    const after = await taken();
    expect(verify(last, after)).toBeDefined();
    for (const old of [endpoint.secret, fresh]) expect(() => verify(old, after)).toThrow();
  }, 60_000);

  it('that is replayed comes under the id that it had', async () => {
    const { db } = scene.machine.database;
    const before = await scene.machine.now();
    await scene.submit();
    const first = await taken();
    const found = await findWebhookEndpoint(db, endpoint.id);
    if (found === undefined) throw new Error('the endpoint has gone');
    await changeWebhookEndpoint(db, endpoint.id, { ...found, enabled: true }, 'anna', now());
    expect(await replayWebhooks(db, found, before, 'anna', now())).toBe(1);
    await scene.relay();
    await eventually(async () => received.length === 2);
    expect(received[1]?.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(received[1]?.body).toBe(first.body);
  }, 60_000);
});
