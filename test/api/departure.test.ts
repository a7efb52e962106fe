import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { listen } from '../../api/listen.ts';
import { databaseServices } from '../../api/services.ts';
import { eventually } from '../eventually.ts';
import { TestOrganisation } from '../test-organisation.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

/** The same organisation by an API that cannot reach Temporal. */
async function withoutTemporal<Result>(use: (url: string) => Promise<Result>): Promise<Result> {
  const connection = Connection.lazy({ address: '127.0.0.1:1' });
  const { db } = organisation.database;
  const services = {
    ...databaseServices(db),
    temporal: new Client({ connection }),
    taskQueue: 'nowhere',
    outcomeTimeoutMs: 100,
    log: pino({ level: 'silent' }),
    readiness: () => Promise.resolve({ ready: false, missing: ['Temporal'] }),
    home: '',
    demo: false,
    identityProvider: undefined,
    directoryRoles: {},
    publicUrl: 'http://127.0.0.1',
    allowPrivateWebhooks: false,
    temporalUi: undefined,
  };
  const server = listen(createApp(services, { rateLimitPerMinute: 1_000 }), 0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
    await connection.close();
  }
}

it('somebody leaves at once while Temporal is away, and a repeat has their items move on', async () => {
  const { id } = (await organisation.submit()).body;
  const owner = 'business-owner';
  const path = `/v1/people/${owner}`;
  const response = await withoutTemporal((url) =>
    fetch(`${url}${path}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${organisation.tokenOf('administrator')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ active: false }),
    }),
  );
  expect([response.status, await response.json()]).toEqual([
    503,
    expect.objectContaining({ type: 'urn:countersign:problem:unavailable' }),
  ]);
  expect((await organisation.call('business-owner', 'GET', '/v1/me')).status).toBe(401);
  const inbox = async () =>
    JSON.stringify((await organisation.call('management', 'GET', '/v1/inbox')).body).includes(id);
  expect(await inbox()).toBe(false);
  const repeated = await organisation.call('administrator', 'PATCH', path, { active: false });
  expect(repeated.status).toBe(200);
  expect(await eventually(inbox)).toBe(true);
});
