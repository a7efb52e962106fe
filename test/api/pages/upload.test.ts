import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { refuseCrossSite } from '../../../api/cross-site.ts';
import { errorHandler } from '../../../api/error-handler.ts';
import { databaseServices } from '../../../api/services.ts';
import { page } from '../../../api/pages/page.ts';
import { servePage } from '../../../api/pages/serve-page.tsx';
import { addEvidence } from '../../../api/routes/evidence.ts';
import { largestFile } from '../../../api/upload.ts';
import { registeredVendor } from '../../registered-vendor.ts';
import { type Account, TestOrganisation } from '../../test-organisation.ts';
import { exe, pdf } from '../evidence-file.ts';

/** As a page for files does it: what its form sends goes to the API's own route. */
const filePage = page({
  method: 'post',
  path: '/vendors/{id}/evidence',
  access: 'person',
  params: z.object({ id: z.uuid() }),
  takesFile: true,
  handle: async ({ params, form, file, perform }) => {
    const { status } = await perform(addEvidence, { params, body: { file } });
    return { redirect: `/vendors/${params.id}?status=${status}&question=${form.text('question')}` };
  },
});

let organisation: TestOrganisation;
let vendor: string;
let url: string;
let close: () => Promise<unknown>;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
  const { db } = organisation.database;
  vendor = await registeredVendor(organisation.database);
  const services = {
    ...databaseServices(db),
    temporal: organisation.client,
    taskQueue: organisation.taskQueue,
    outcomeTimeoutMs: 100,
    log: pino({ level: 'silent' }),
    readiness: () => Promise.resolve({ ready: true, missing: [] }),
    home: '',
    demo: true,
    identityProvider: undefined,
    directoryRoles: {},
    publicUrl: 'http://127.0.0.1',
    allowPrivateWebhooks: false,
    temporalUi: undefined,
  };
  const app = express();
  app.use(refuseCrossSite(services));
  servePage(app, filePage, services);
  app.use(errorHandler);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/vendors/${vendor}/evidence`;
  close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
});
afterAll(async () => {
  await close();
  await organisation.close();
});

async function send(
  file: File | undefined,
  { account = 'requester', site = 'same-origin' }: { account?: Account | undefined; site?: string } = {},
): Promise<{ status: number; location: string | null; html: string }> {
  const form = new FormData();
  form.set('question', 'encryption');
  if (file !== undefined) form.set('file', file);
  const headers = { cookie: await organisation.signIn(account), 'sec-fetch-site': site, accept: 'text/html' };
  const response = await fetch(url, { method: 'POST', headers, body: form, redirect: 'manual' });
  const { status } = response;
  return { status, location: response.headers.get('location'), html: await response.text() };
}

const fileOf = (name: string, content: Buffer) => new File([new Uint8Array(content)], name);

describe('a form with a file', () => {
  it('brings the file and the fields beside it, as whoever is signed in', async () => {
    const sent = await send(fileOf('report.pdf', pdf));
    expect(sent.location).toBe(`/vendors/${vendor}?status=201&question=encryption`);
    const { body } = await organisation.call('auditor', 'GET', `/v1/vendors/${vendor}/evidence`);
    expect(body.items).toMatchObject([{ name: 'report.pdf', addedBy: { userName: 'requester' } }]);
  });

  it('is answered with a page that says why it is not taken', async () => {
    const program = await send(fileOf('report.pdf', exe));
    expect([program.status, program.html]).toEqual([415, expect.stringContaining('EXE')]);
    const large = await send(fileOf('large.txt', Buffer.alloc(largestFile + 1, 'a')));
    expect([large.status, large.html]).toEqual([413, expect.stringContaining('25 MiB')]);
    expect((await send(undefined)).status).toBe(422);
    expect((await send(fileOf('', Buffer.alloc(0)))).status).toBe(422);
    expect((await send(fileOf('report.pdf', pdf), { account: 'auditor' })).status).toBe(403);
  });

  it('is not taken from another site', async () => {
    expect((await send(fileOf('report.pdf', pdf), { site: 'cross-site' })).status).toBe(403);
  });
});
