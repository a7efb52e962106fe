import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../db/migrate.ts';
import { seedDemoOrganisation } from '../../launcher/demo-organisation.ts';
import { freePort } from '../../launcher/ports.ts';
import { type Postgres, startPostgres } from '../../launcher/postgres.ts';
import { noProgress } from '../../launcher/progress.ts';
import {
  findTemporalServer,
  startTemporalServer,
  type TemporalServer,
} from '../../launcher/temporal-server.ts';
import { eventually } from '../eventually.ts';

const checkout = path.join(import.meta.dirname, '../..');

export const parts = ['worker', 'api', 'temporal', 'postgres'] as const;
export type Part = (typeof parts)[number];

/** PostgreSQL, Temporal, a worker and an API, each a process of its own that can be killed and started again. */
export class Deployment {
  readonly #home: string;
  readonly #ports: { api: number; temporal: number; ui: number };
  #postgres: Postgres | undefined;
  #temporal: TemporalServer | undefined;
  #worker: ChildProcess | undefined;
  #api: ChildProcess | undefined;
  tokens: Record<string, string> = {};

  private constructor(home: string, ports: { api: number; temporal: number; ui: number }) {
    this.#home = home;
    this.#ports = ports;
  }

  static async start(): Promise<Deployment> {
    const home = await mkdtemp(path.join(tmpdir(), 'countersign-chaos-'));
    await chmod(home, 0o711);
    const ports = { api: await freePort(), temporal: await freePort(), ui: await freePort() };
    const deployment = new Deployment(home, ports);
    await deployment.startPart('postgres');
    await migrate(deployment.databaseUrl);
    await seedDemoOrganisation({ databaseUrl: deployment.databaseUrl, home });
    const tokens = await readFile(path.join(home, 'demo-tokens.json'), 'utf8');
    deployment.tokens = JSON.parse(tokens) as Record<string, string>;
    for (const part of ['temporal', 'worker', 'api'] as const) await deployment.startPart(part);
    return deployment;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#ports.api}`;
  }

  get databaseUrl(): string {
    return this.#postgres?.url ?? '';
  }

  get temporalAddress(): string {
    return `127.0.0.1:${this.#ports.temporal}`;
  }

  async startPart(part: Part): Promise<void> {
    switch (part) {
      case 'postgres':
        this.#postgres = await startPostgres({ directory: path.join(this.#home, 'postgres') });
        break;
      case 'temporal':
        this.#temporal = await startTemporalServer({
          executable: await findTemporalServer(noProgress),
          directory: path.join(this.#home, 'temporal'),
          port: this.#ports.temporal,
          uiPort: this.#ports.ui,
        });
        break;
      case 'worker':
        this.#worker = this.#spawn('worker/main.ts');
        break;
      case 'api':
        this.#api = this.#spawn('api/main.ts');
        await eventually(async () => (await fetch(`${this.url}/livez`).catch(() => undefined))?.ok);
        break;
    }
  }

  /** The end that no process can prepare for. */
  async kill(part: Part): Promise<void> {
    if (part === 'postgres' || part === 'temporal') {
      const server = part === 'postgres' ? this.#postgres : this.#temporal;
      if (server === undefined) return;
      process.kill(server.pid, 'SIGKILL');
      await server.ended;
      return;
    }
    const child = part === 'worker' ? this.#worker : this.#api;
    if (child === undefined || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill('api');
    await this.kill('worker');
    await this.#temporal?.stop();
    await this.#postgres?.stop();
    await rm(this.#home, { recursive: true, force: true });
  }

  #spawn(entry: string): ChildProcess {
    return spawn(process.execPath, ['--import', 'tsx', entry], {
      cwd: checkout,
      stdio: 'ignore',
      env: {
        ...process.env,
        DATABASE_URL: this.databaseUrl,
        TEMPORAL_ADDRESS: this.temporalAddress,
        COUNTERSIGN_HOME: this.#home,
        PORT: String(this.#ports.api),
        OUTCOME_TIMEOUT_MS: '2000',
        RATE_LIMIT_PER_MINUTE: '1000000',
      },
    });
  }
}
