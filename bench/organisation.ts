import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { policyCreation } from '../api/schemas/policy.ts';
import { submission } from '../api/schemas/adoption-request.ts';
import { migrate } from '../db/migrate.ts';
import { seedDemoOrganisation } from '../launcher/demo-organisation.ts';
import type { Running } from '../launcher/household.ts';
import { freePort } from '../launcher/ports.ts';
import { workerAsks } from '../launcher/reach-temporal.ts';
import { HttpClient } from './http-client.ts';
import type { Servers } from './servers.ts';

/** Countersign on the servers of a benchmark: a database of its own, and the API and the worker as their own processes. */
export class Organisation {
  readonly databaseUrl: string;
  readonly #servers: Servers;
  readonly #env: NodeJS.ProcessEnv;
  readonly #tokens: Record<string, string>;
  readonly #http: HttpClient;

  private constructor(
    servers: Servers,
    env: NodeJS.ProcessEnv & { DATABASE_URL: string },
    tokens: Record<string, string>,
    http: HttpClient,
  ) {
    this.#servers = servers;
    this.databaseUrl = env.DATABASE_URL;
    this.#env = env;
    this.#tokens = tokens;
    this.#http = http;
  }

  /** Migrates a new database, seeds the demo organisation and starts the API, or what `entry` makes of it. */
  static async found(servers: Servers, name: string, entry = 'api/main.ts'): Promise<Organisation> {
    const databaseUrl = await servers.createDatabase(name);
    await migrate(databaseUrl);
    const home = path.join(servers.directory, name);
    await seedDemoOrganisation({ databaseUrl, home });
    const tokens = JSON.parse(await readFile(path.join(home, 'demo-tokens.json'), 'utf8')) as Record<
      string,
      string
    >;
    const port = await freePort();
    const env = {
      DATABASE_URL: databaseUrl,
      COUNTERSIGN_HOME: home,
      COUNTERSIGN_DEMO: '1',
      TEMPORAL_TASK_QUEUE: name,
      PORT: String(port),
      OUTCOME_TIMEOUT_MS: '60000',
      RATE_LIMIT_PER_MINUTE: '1000000000',
    };
    const http = new HttpClient(port);
    await servers.run(entry, env, () => http.answers('/readyz'));
    return new Organisation(servers, env, tokens, http);
  }

  async startWorker(): Promise<Running> {
    const connection = {
      connectionOptions: { address: this.#servers.temporalAddress },
      namespace: 'default',
    };
    const { TEMPORAL_TASK_QUEUE = '' } = this.#env;
    return this.#servers.run('worker/main.ts', this.#env, () =>
      workerAsks(connection, TEMPORAL_TASK_QUEUE, 1_000, new AbortController().signal),
    );
  }

  /** Submits the example of the documentation, of tier medium; returns the id. */
  async submit(): Promise<string> {
    const { id } = await this.#post('requester', '/v1/adoption-requests', submission.meta()?.example, 201);
    return id;
  }

  /** Signs off; returns the request's state thereafter. */
  async signOff(account: string, id: string, role: string): Promise<string> {
    const path = `/v1/adoption-requests/${id}/sign-offs`;
    const { state } = await this.#post(account, path, { role, decision: 'approve' }, 200, {
      'if-match': '"1"',
    });
    return state;
  }

  /** Puts a policy for everybody into force; returns its id. */
  async publishPolicy(): Promise<string> {
    const { id } = await this.#post('compliance', '/v1/policies', policyCreation.meta()?.example, 201);
    const path = `/v1/policies/${id}`;
    const handedIn = { major: true, note: 'The first version.' };
    await this.#post('compliance', `${path}/submissions`, handedIn, 200, { 'if-match': '"1"' });
    for (const role of ['legal', 'privacy']) {
      await this.#post(role, `${path}/sign-offs`, { role, submission: 1, decision: 'approve' }, 200);
    }
    return id;
  }

  /** Tells of use by a batch that is ready to be sent, and again where there was no room for it, as any source does. */
  async tellUse(batch: Buffer | undefined): Promise<void> {
    const send = () =>
      this.#http.send('POST', '/v1/usage-events', batch, 200, this.#authorization('compliance'));
    await send().catch((error: unknown) => {
      if (!String(error).includes('503')) throw error;
      return this.tellUse(batch);
    });
  }

  /** The header of a machine with a token of this scope. */
  async machine(scope: string): Promise<Record<string, string>> {
    const asked = { machine: scope, scope, label: scope, expiresAt: '2099-01-01T00:00:00Z' };
    const { token } = await this.#post('administrator', '/v1/tokens', asked, 201);
    return { authorization: `Bearer ${String(token)}` };
  }

  /** Asks whether these uses are allowed, all of which are. */
  async checkUse(checks: unknown[], authorization: Record<string, string>): Promise<void> {
    const { body } = await this.#http.send('POST', '/v1/usage-checks', { checks }, 200, authorization);
    if (body.includes('"allowed":false')) throw new Error(`not allowed: ${body.slice(0, 500)}`);
  }

  /** One page of a list. */
  async read(account: string, path: string): Promise<{ items: unknown[] }> {
    const { body } = await this.#http.send('GET', path, undefined, 200, this.#authorization(account));
    return JSON.parse(body) as { items: unknown[] };
  }

  /** Signs in to the pages; the value of the `Cookie` header from then on. */
  async signIn(account: string): Promise<string> {
    const response = await fetch(`http://127.0.0.1:${this.#env['PORT'] ?? ''}/sign-in/demo`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ userName: account, to: '/' }),
      redirect: 'manual',
    });
    const [cookie = ''] = response.headers.getSetCookie();
    return cookie.split(';', 1)[0] ?? '';
  }

  /** A page as HTML. */
  async page(cookie: string, path: string): Promise<string> {
    return (await this.#http.send('GET', path, undefined, 200, { cookie })).body;
  }

  async #post(account: string, path: string, body: unknown, status: number, headers = {}) {
    const answer = await this.#http.send('POST', path, body, status, {
      ...this.#authorization(account),
      ...headers,
    });
    return JSON.parse(answer.body) as { id: string; state: string; token?: string };
  }

  #authorization(account: string) {
    return { authorization: `Bearer ${this.#tokens[account] ?? ''}` };
  }
}
