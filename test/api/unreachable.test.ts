import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { listen } from '../../api/listen.ts';
import { databaseServices } from '../../api/services.ts';
import { readinessOf } from '../../api/readiness.ts';
import { type Answer, exampleSubmission, TestOrganisation } from '../test-organisation.ts';
import { eventCount, refusalOf } from './refusal.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
});
afterAll(() => organisation.close());

describe('while Temporal cannot be reached', () => {
  it('nothing is accepted, reading goes on, and nobody is told that a request does not exist', async () => {
    const connection = Connection.lazy({ address: '127.0.0.1:1' });
    const { db } = organisation.database;
    const services = {
      ...databaseServices(db),
      temporal: new Client({ connection }),
      taskQueue: 'nowhere',
      outcomeTimeoutMs: 100,
      log: pino({ level: 'silent' }),
      readiness: () => readinessOf(db, connection, 'default'),
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
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const call = async (path: string, body?: unknown) => {
      const response = await fetch(`${url}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${organisation.tokenOf('requester')}`,
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Answer['body'],
      };
    };
    const before = await eventCount(organisation);
    const submitted = await call('/v1/adoption-requests', exampleSubmission());
    expect(refusalOf(submitted)).toBe('503 unavailable');
    expect(submitted.headers.get('retry-after')).toBe('5');
    const unknown = '/v1/adoption-requests/00000000-0000-4000-8000-000000000000';
    expect(refusalOf(await call(unknown))).toBe('503 unavailable');
    expect((await call('/v1/adoption-requests')).status).toBe(200);
    expect((await call('/livez')).status).toBe(200);
    expect(await call('/readyz')).toMatchObject({
      status: 503,
      body: { ready: false, missing: ['Temporal'] },
    });
    expect(await eventCount(organisation)).toBe(before);
    server.closeAllConnections();
    server.close();
    await connection.close();
  });
});

describe('too many requests', () => {
  it('are refused for the one who sends them, and nobody else', async () => {
    const busy = await TestOrganisation.found({ worker: false, rateLimitPerMinute: 5 });
    try {
      const me = (account: 'requester' | 'colleague') => busy.call(account, 'GET', '/v1/me');
      for (let count = 0; count < 5; count += 1) expect((await me('requester')).status).toBe(200);
      const sixth = await me('requester');
      expect(refusalOf(sixth)).toBe('429 too_many_requests');
      expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await me('colleague')).status).toBe(200);
    } finally {
      await busy.close();
    }
  });
});
