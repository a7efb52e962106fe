import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import pino from 'pino';
import { inject } from 'vitest';
import { deliverActivities, type MessagingSettings } from '../activities/deliver.ts';
import { createApp } from '../api/app.ts';
import { listen } from '../api/listen.ts';
import { databaseServices } from '../api/services.ts';
import { checkpointFiles } from '../db/kept-checkpoints.ts';
import { readinessOf } from '../api/readiness.ts';
import { submission } from '../api/schemas/adoption-request.ts';
import type { Services } from '../api/services.ts';
import { seedDemoOrganisation } from '../launcher/demo-organisation.ts';
import { createWorker } from '../worker/create-worker.ts';
import { runProcessMessageRelay } from '../worker/process-message-relay.ts';
import { runRelay } from '../worker/relay.ts';
import './quiet-temporal.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** An answer of the API, its body parsed. */
export interface Answer {
  status: number;
  headers: Headers;
  // eslint would have every test assert the shape of every body it looks into; the tests are what asserts them.
  body: Record<string, unknown> & { id: string; state: string; type?: string; detail?: string };
}

/** A page as a browser gets it; `location` where it leads on. */
export interface PageAnswer {
  status: number;
  headers: Headers;
  html: string;
  location: string | null;
}

type Settings = Pick<Services, 'outcomeTimeoutMs' | 'demo' | 'identityProvider' | 'directoryRoles' | 'log'>;

export type FormFields = Record<string, string | string[]>;

export type Account =
  | 'requester'
  | 'colleague'
  | 'security'
  | 'security-2'
  | 'legal'
  | 'privacy'
  | 'business-owner'
  | 'management'
  | 'compliance'
  | 'auditor'
  | 'external-auditor'
  | 'administrator';

/** The whole of Countersign for one suite: own database, own task queue, API on a free port, a worker to start and stop. */
export class TestOrganisation {
  readonly database: TestDatabase;
  readonly client: Client;
  readonly taskQueue = `test-${randomUUID()}`;
  /** Signs checkpoints, and what is made into packs. */
  readonly checkpointKey = generateKeyPairSync('ed25519').privateKey;
  readonly #tokens: Record<string, string>;
  #url = '';
  readonly #closing: (() => Promise<unknown>)[] = [];
  readonly #cookies: Partial<Record<Account, Promise<string>>> = {};
  #worker: { worker: Worker; run: Promise<void>; stop: AbortController } | undefined;
  #messages: { relay: boolean; messaging: Partial<MessagingSettings> } = { relay: false, messaging: {} };

  private constructor(database: TestDatabase, client: Client, tokens: Record<string, string>) {
    this.database = database;
    this.client = client;
    this.#tokens = tokens;
  }

  /**
   * `worker: false` leaves the worker for later; `outcomeTimeoutMs` and `demo` as in the environment. Nobody is told of
   * anything without `relay`; what is told is kept, unless `messaging` says by which server mail goes.
   */
  static async found({
    worker = true,
    outcomeTimeoutMs = 10_000,
    rateLimitPerMinute = 1_000_000,
    demo = true,
    identityProvider,
    directoryRoles = {},
    log = pino({ level: 'silent' }),
    relay = false,
    messaging = {},
  }: Partial<Settings> & {
    worker?: boolean;
    rateLimitPerMinute?: number;
    relay?: boolean;
    messaging?: Partial<MessagingSettings>;
  } = {}): Promise<TestOrganisation> {
    const database = await createTestDatabase();
    const home = await mkdtemp(path.join(tmpdir(), 'countersign-home-'));
    await seedDemoOrganisation({ databaseUrl: database.url, home });
    const tokens = JSON.parse(await readFile(path.join(home, 'demo-tokens.json'), 'utf8')) as Record<
      string,
      string
    >;
    const connection = await Connection.connect({ address: inject('temporalAddress') });
    const organisation = new TestOrganisation(database, new Client({ connection }), tokens);
    organisation.#messages = { relay, messaging };
    organisation.#closing.push(
      () => connection.close(),
      () => rm(home, { recursive: true, force: true }),
    );
    await organisation.#keepPublicKey(home);
    await organisation.#open(
      connection,
      home,
      { outcomeTimeoutMs, demo, identityProvider, directoryRoles, log },
      rateLimitPerMinute,
    );
    if (worker) await organisation.startWorker();
    return organisation;
  }

  /** Where the worker leaves it. */
  async #keepPublicKey(home: string): Promise<void> {
    const { publicKey } = checkpointFiles(home);
    await mkdir(path.dirname(publicKey), { recursive: true });
    await writeFile(publicKey, createPublicKey(this.checkpointKey).export({ type: 'spki', format: 'pem' }));
  }

  async #open(
    connection: Connection,
    home: string,
    settings: Settings,
    rateLimitPerMinute: number,
  ): Promise<void> {
    const { db } = this.database;
    const services: Services = {
      ...settings,
      ...databaseServices(db),
      temporal: this.client,
      taskQueue: this.taskQueue,
      readiness: () => readinessOf(db, connection, 'default'),
      home,
      temporalUi: 'http://127.0.0.1:8233/namespaces/default',
      publicUrl: 'http://127.0.0.1',
      allowPrivateWebhooks: this.#messages.messaging.allowPrivateWebhooks ?? true,
    };
    const server = listen(createApp(services, { rateLimitPerMinute }), 0, '127.0.0.1');
    await once(server, 'listening');
    this.#url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    services.publicUrl = this.#url;
    this.#closing.push(async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    });
  }

  get url(): string {
    return this.#url;
  }

  tokenOf(account: Account): string {
    return this.#tokens[account] ?? '';
  }

  async startWorker(): Promise<void> {
    const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
    const { db } = this.database;
    const { client, taskQueue } = this;
    const messaging = {
      mail: undefined,
      publicUrl: this.#url,
      allowPrivateWebhooks: true,
      demo: true,
      ...this.#messages.messaging,
    };
    const worker = await createWorker({
      connection,
      namespace: 'default',
      taskQueue,
      db,
      messaging,
      checkpointKey: this.checkpointKey,
      checkpointFile: path.join(tmpdir(), `${taskQueue}.jsonl`),
    });
    const stop = new AbortController();
    const keep = messaging.mail === undefined ? deliverActivities(db, messaging).deliver : undefined;
    const relay = { db, client, taskQueue, keep, log: pino({ level: 'warn' }) };
    const relaying = Promise.all([
      runProcessMessageRelay(relay, stop.signal),
      ...(this.#messages.relay ? [runRelay(relay, stop.signal)] : []),
    ]);
    const run = Promise.all([worker.run(), relaying]).then(() => connection.close());
    this.#worker = { worker, run, stop };
  }

  async stopWorker(): Promise<void> {
    this.#worker?.stop.abort();
    this.#worker?.worker.shutdown();
    await this.#worker?.run;
    this.#worker = undefined;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    for (const close of this.#closing.reverse()) await close();
    await this.database.drop();
  }

  /** One call of the API as `account` (or without a token); text and forms are sent as they are, the rest as JSON. */
  async call(
    account: Account | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        ...(account === undefined ? {} : { authorization: `Bearer ${this.tokenOf(account)}` }),
        ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: sendable(body) }),
    });
    const text = await response.text();
    const parsed = response.headers.get('content-type')?.includes('json')
      ? (JSON.parse(text) as Answer['body'])
      : { id: '', state: '', text };
    return { status: response.status, headers: response.headers, body: parsed };
  }

  /** Signs in to the pages on the demo's sign-in page; the value of the `Cookie` header from then on. */
  async signIn(account: Account): Promise<string> {
    const response = await this.#send('/sign-in/demo', { userName: account, to: '/' }, '');
    const [cookie] = response.headers.getSetCookie();
    if (response.status !== 303 || cookie === undefined) throw new Error(`${account} cannot sign in`);
    return cookie.split(';', 1)[0] ?? '';
  }

  /** A page as `account` sees it in their browser; a redirect is not followed. */
  async page(account: Account, path: string): Promise<PageAnswer> {
    const response = await fetch(`${this.#url}${path}`, {
      headers: { cookie: await this.#cookieOf(account), 'sec-fetch-site': 'same-origin' },
      redirect: 'manual',
    });
    return pageAnswer(response);
  }

  /** Sends a form of a page as `account`; what several boxes were ticked for is an array. */
  async submitForm(account: Account, path: string, fields: FormFields = {}): Promise<PageAnswer> {
    return pageAnswer(await this.#send(path, fields, await this.#cookieOf(account)));
  }

  #cookieOf(account: Account): Promise<string> {
    return (this.#cookies[account] ??= this.signIn(account));
  }

  #send(path: string, fields: FormFields, cookie: string): Promise<Response> {
    const pairs = Object.entries(fields).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    return fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(pairs),
      redirect: 'manual',
    });
  }

  /** Submits the example of the documentation, changed as said. */
  submit(
    changes: Record<string, unknown> = {},
    account: Account = 'requester',
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return this.call(
      account,
      'POST',
      '/v1/adoption-requests',
      { ...exampleSubmission(), ...changes },
      headers,
    );
  }

  signOff(
    account: Account,
    id: string,
    role: string,
    {
      revision = 1,
      headers = {},
      ...body
    }: {
      revision?: number;
      decision?: string;
      comment?: string;
      conditions?: unknown[];
      headers?: Record<string, string>;
    } = {},
  ): Promise<Answer> {
    return this.call(
      account,
      'POST',
      `/v1/adoption-requests/${id}/sign-offs`,
      { role, decision: 'approve', ...body },
      { 'if-match': `"${revision}"`, ...headers },
    );
  }
}

/** The OpenAPI document's example of a submission: tier medium, so security, legal, privacy and the business owner sign. */
export function exampleSubmission(): Record<string, unknown> {
  return structuredClone(submission.meta()?.example) as Record<string, unknown>;
}

function sendable(body: unknown): string | FormData {
  return typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body);
}

async function pageAnswer(response: Response): Promise<PageAnswer> {
  const { status, headers } = response;
  return { status, headers, html: await response.text(), location: headers.get('location') };
}
