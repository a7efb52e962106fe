import pg from 'pg';
import { freePort } from '../../launcher/ports.ts';
import { workerAsks } from '../../launcher/reach-temporal.ts';
import { HttpClient } from '../http-client.ts';
import type { Servers } from '../servers.ts';

/** The peer: its API and its worker as processes of their own, and a database with its one table. */
export class Bare {
  readonly #http: HttpClient;

  private constructor(http: HttpClient) {
    this.#http = http;
  }

  static async found(servers: Servers): Promise<Bare> {
    const databaseUrl = await servers.createDatabase('bare');
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    // Named as our table of outcomes is, so that the same class can wait for a row in it.
    await client.query('create table command_outcome (command_id text primary key, stream text not null)');
    await client.end();
    const port = await freePort();
    const env = { DATABASE_URL: databaseUrl, PORT: String(port) };
    const http = new HttpClient(port);
    const connection = { connectionOptions: { address: servers.temporalAddress }, namespace: 'default' };
    await servers.run('bench/bare/api.ts', env, () => http.answers('/readyz'));
    await servers.run('bench/bare/worker.ts', env, () =>
      workerAsks(connection, 'bare', 1_000, new AbortController().signal),
    );
    return new Bare(http);
  }

  async submit(): Promise<string> {
    const { body } = await this.#http.send('POST', '/requests', {}, 201);
    return (JSON.parse(body) as { id: string }).id;
  }

  async signOff(id: string, role: string): Promise<void> {
    await this.#http.send('POST', `/requests/${id}/sign-offs`, { role }, 200);
  }
}
