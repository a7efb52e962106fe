import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { freePort } from '../../launcher/ports.ts';
import { noProgress } from '../../launcher/progress.ts';
import {
  findTemporalServer,
  startTemporalServer,
  type TemporalServer,
} from '../../launcher/temporal-server.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { registerSearchAttributes } from '../../worker/register-search-attributes.ts';
import '../quiet-temporal.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

/** A database, and a Temporal server of its own with a worker: both can be stopped, and started again with what they had. */
export class DutyDeployment {
  readonly database: TestDatabase;
  readonly taskQueue = `test-${randomUUID()}`;
  readonly #folder: string;
  readonly #ports: { port: number; uiPort: number };
  #server: TemporalServer | undefined;
  #connection: Connection | undefined;
  #worker: { worker: Worker; run: Promise<void> } | undefined;

  private constructor(database: TestDatabase, folder: string, ports: { port: number; uiPort: number }) {
    this.database = database;
    this.#folder = folder;
    this.#ports = ports;
  }

  static async start(): Promise<DutyDeployment> {
    const folder = await mkdtemp(path.join(tmpdir(), 'countersign-duty-'));
    const ports = { port: await freePort(), uiPort: await freePort() };
    const deployment = new DutyDeployment(await createTestDatabase(), folder, ports);
    await deployment.startServer();
    return deployment;
  }

  get address(): string {
    return `127.0.0.1:${this.#ports.port}`;
  }

  get client(): Client {
    if (this.#connection === undefined) throw new Error('the server is down');
    return new Client({ connection: this.#connection });
  }

  async startServer(): Promise<void> {
    const executable = await findTemporalServer(noProgress);
    this.#server = await startTemporalServer({ executable, directory: this.#folder, ...this.#ports });
    this.#connection = await Connection.connect({ address: this.address });
    await registerSearchAttributes(this.#connection, 'default');
  }

  async stopServer(): Promise<void> {
    await this.#connection?.close();
    this.#connection = undefined;
    await this.#server?.stop();
  }

  async startWorker(): Promise<void> {
    const connection = await NativeConnection.connect({ address: this.address });
    const worker = await createWorker({
      connection,
      namespace: 'default',
      taskQueue: this.taskQueue,
      db: this.database.db,
      checkpointKey: generateKeyPairSync('ed25519').privateKey,
      checkpointFile: path.join(this.#folder, 'checkpoints.jsonl'),
      messaging: {
        mail: undefined,
        publicUrl: 'http://127.0.0.1',
        allowPrivateWebhooks: true,
        demo: false,
      },
    });
    this.#worker = { worker, run: worker.run().then(() => connection.close()) };
  }

  async stopWorker(): Promise<void> {
    this.#worker?.worker.shutdown();
    await this.#worker?.run;
    this.#worker = undefined;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.stopServer();
    await this.database.drop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
