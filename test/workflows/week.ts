import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { readEvents } from '../../db/event-store.ts';
import { inTransaction } from '../../db/facts.ts';
import { addPerson } from '../../db/identity.ts';
import { ingestUsage } from '../../db/usage-ingestion.ts';
import { UsageChecks } from '../../api/usage-check.ts';
import type { DomainEvent, PersonId } from '../../domain/decider.ts';
import type { Actor, Role } from '../../domain/identity.ts';
import { relayProcessMessages } from '../../worker/process-message-relay.ts';
import { relay } from '../../worker/relay.ts';
import { eventually } from '../eventually.ts';
import { MailServer } from '../mail-server.ts';
import { useOf } from '../usage-story.ts';
import { TimeMachine } from './time-skipping.ts';

/** An organisation that lives through days in a moment: the real worker and database, mails to a real server. */
export class Week {
  readonly machine: TimeMachine;
  readonly mail: MailServer;
  readonly checks: UsageChecks;
  readonly #begunAt: number;

  private constructor(machine: TimeMachine, mail: MailServer, begunAt: number) {
    this.machine = machine;
    this.mail = mail;
    this.checks = new UsageChecks(machine.database.db);
    this.#begunAt = begunAt;
  }

  static async begin(): Promise<Week> {
    const mail = await MailServer.open();
    const machine = await TimeMachine.start({
      mail: { smtpUrl: mail.url, from: 'Countersign <countersign@example.org>' },
    });
    return new Week(machine, mail, Date.parse(await machine.now()));
  }

  async end(): Promise<void> {
    await this.machine.close();
    await this.mail.close();
  }

  get db() {
    return this.machine.database.db;
  }

  /** The instant so many days after the beginning. */
  day(days: number): string {
    return new Date(this.#begunAt + days * 86_400_000).toISOString();
  }

  async person(userName: string, ...roles: Role[]): Promise<Actor> {
    const at = await this.machine.now();
    const email = `${userName}@example.org`;
    const person = await inTransaction(this.db, (trx) =>
      addPerson(trx, { userName, name: userName, email, roles }, 'system', at),
    );
    return { person, roles, actsFor: [] };
  }

  /** Opens a process, as its command says, at the machine's present. */
  async open(stream: string, workflow: string, actor: Actor, said: Record<string, unknown>): Promise<void> {
    const at = await this.machine.now();
    const open = { type: 'open', id: randomUUID(), by: actor.person, at, actor, ...said };
    await this.machine.environment.client.workflow.start(workflow, {
      workflowId: stream,
      taskQueue: this.machine.taskQueue,
      args: [{ id: stream.split('/')[1] ?? '', open }],
    });
  }

  /** Says something to a process at the machine's present. */
  async say(stream: string, actor: Actor, said: { type: string } & Record<string, unknown>): Promise<void> {
    const command = { id: randomUUID(), by: actor.person, at: await this.machine.now(), actor, ...said };
    await this.machine.environment.client.workflow.getHandle(stream).signal(said.type, command);
  }

  /** Waits until this is so; what processes and people are to be told meanwhile is sent on its way. */
  until<Found>(look: () => Promise<Found | false | undefined>): Promise<Found> {
    return eventually(async () => {
      await this.relay();
      return look();
    });
  }

  async relay(): Promise<void> {
    const { environment, taskQueue } = this.machine;
    const dependencies = {
      db: this.db,
      client: environment.client,
      taskQueue,
      log: pino({ level: 'silent' }),
    };
    while ((await relayProcessMessages(dependencies)) > 0);
    await relay({ ...dependencies, keep: undefined });
  }

  async typesOf(stream: string): Promise<string[]> {
    return (await readEvents<DomainEvent>(this.db, stream)).map(({ type }) => type);
  }

  /** Waits until something has happened to a process so often. */
  async happened(stream: string, type: string, times = 1): Promise<void> {
    await this.until(async () => (await this.typesOf(stream)).filter((one) => one === type).length === times);
  }

  /** Uses of a system at the machine's present, each with this quality of its output. */
  async use(system: string, person: PersonId, ...qualities: number[]): Promise<void> {
    const at = await this.machine.now();
    const events = qualities.map((answer_quality) =>
      useOf(system, at, {
        person,
        purpose: 'Loans',
        dataClass: 'internal',
        measurements: { answer_quality },
      }),
    );
    const outcomes = await ingestUsage(this.db, events, at);
    if (outcomes.some(({ outcome }) => outcome !== 'accepted')) throw new Error(JSON.stringify(outcomes));
  }

  /** What a usage check answers: "allowed", or the reasons against it. */
  async mayUse(system: string, person: PersonId, purpose: string): Promise<string> {
    const question = { person, system, purpose, dataClass: 'internal' as const };
    const [answer] = await this.checks.check([question], 'machine/gateway');
    if (answer === undefined) throw new Error('nothing was answered');
    return answer.allowed ? 'allowed' : answer.denials.map(({ reason }) => reason).join(' ');
  }
}
