import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Worker } from '@temporalio/worker';
import { inject } from 'vitest';
import type { MessagingSettings } from '../../activities/deliver.ts';
import { prepareRevision } from '../../api/prepare-revision.ts';
import { readEvents } from '../../db/event-store.ts';
import { policyInForce } from '../../db/approval-policy.ts';
import type { AdoptionRequestContent } from '../../domain/adoption-request-content.ts';
import type { AdoptionRequestEvent } from '../../domain/adoption-request-state.ts';
import type { ApprovalPolicy } from '../../domain/approval-policy.ts';
import { createWorker } from '../../worker/create-worker.ts';
import { addSearchAttributes } from '../../worker/register-search-attributes.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { exampleSubmission } from '../test-organisation.ts';

/** A Temporal whose clock jumps, with the real database and the real worker. */
export class TimeMachine {
  readonly environment: TestWorkflowEnvironment;
  readonly database: TestDatabase;
  readonly taskQueue: string;
  readonly #worker: Worker;
  readonly #running: Promise<void>;

  private constructor(
    environment: TestWorkflowEnvironment,
    database: TestDatabase,
    taskQueue: string,
    worker: Worker,
  ) {
    this.environment = environment;
    this.database = database;
    this.taskQueue = taskQueue;
    this.#worker = worker;
    this.#running = worker.run();
  }

  /** `messaging` as the worker is given it; mails are kept unless it says by which server they go. */
  static async start(messaging: Partial<MessagingSettings> = {}): Promise<TimeMachine> {
    const program = inject('timeSkippingServer');
    const environment = await TestWorkflowEnvironment.createTimeSkipping(
      program === '' ? {} : { server: { executable: { type: 'existing-path', path: program } } },
    );
    await addSearchAttributes(environment.connection, 'default');
    const database = await createTestDatabase();
    const taskQueue = `test-${randomUUID()}`;
    const worker = await createWorker({
      connection: environment.nativeConnection,
      namespace: 'default',
      taskQueue,
      db: database.db,
      checkpointKey: generateKeyPairSync('ed25519').privateKey,
      checkpointFile: path.join(tmpdir(), `${taskQueue}.jsonl`),
      messaging: {
        mail: undefined,
        publicUrl: 'http://127.0.0.1',
        allowPrivateWebhooks: true,
        demo: false,
        ...messaging,
      },
    });
    return new TimeMachine(environment, database, taskQueue, worker);
  }

  async close(): Promise<void> {
    this.#worker.shutdown();
    await this.#running;
    await this.environment.teardown();
    await this.database.drop();
  }

  async now(): Promise<string> {
    return new Date(await this.environment.currentTimeMs()).toISOString();
  }

  /** Lets time pass; every timer on the way fires. */
  async travelTo(instant: string): Promise<void> {
    const ahead = Date.parse(instant) - (await this.environment.currentTimeMs());
    if (ahead > 0) await this.environment.sleep(ahead);
  }

  /** Submits the example at the machine's present, under these rules or the policy in force. */
  async submit(
    rules?: ApprovalPolicy,
    { requester, businessOwner } = { requester: 'person-requester', businessOwner: 'person-owner' },
  ): Promise<string> {
    const at = await this.now();
    const policy = await policyInForce(this.database.db);
    const example = { ...exampleSubmission(), businessOwner } as AdoptionRequestContent;
    // No vendor is needed for it.
    const content = { ...example, system: { ...example.system, origin: 'in_house' as const } };
    const prepared = prepareRevision(content, { ...policy, rules: rules ?? policy.rules }, null, at);
    const id = randomUUID();
    const inForce = { version: policy.version, hash: policy.hash, rules: rules ?? policy.rules };
    const submit = { type: 'submit', id, by: requester, at, policy: inForce, ...prepared };
    await this.environment.client.workflow.start('adoptionRequest', {
      workflowId: `adoption-request/${id}`,
      taskQueue: this.taskQueue,
      args: [{ id, submit }],
    });
    return id;
  }

  eventsOf(id: string): Promise<AdoptionRequestEvent[]> {
    return readEvents<AdoptionRequestEvent>(this.database.db, `adoption-request/${id}`);
  }
}
