import pino from 'pino';
import { inTransaction } from '../../db/facts.ts';
import { addPerson } from '../../db/identity.ts';
import type { SignOffRole } from '../../domain/identity.ts';
import { relay } from '../../worker/relay.ts';
import { eventually } from '../eventually.ts';
import { MailServer } from '../mail-server.ts';
import { TimeMachine } from './time-skipping.ts';

const members: SignOffRole[] = ['security', 'legal', 'privacy'];

/** A member for each role that signs, a mail server, and a relay that runs when it is told to, in skipped time. */
export class DeliveryScene {
  readonly machine: TimeMachine;
  readonly mail: MailServer;

  private constructor(machine: TimeMachine, mail: MailServer) {
    this.machine = machine;
    this.mail = mail;
  }

  static async open(): Promise<DeliveryScene> {
    const mail = await MailServer.open();
    const machine = await TimeMachine.start({
      mail: { smtpUrl: mail.url, from: 'Countersign <countersign@example.org>' },
    });
    const at = await machine.now();
    await inTransaction(machine.database.db, async (trx) => {
      for (const role of members) {
        const person = {
          userName: role,
          name: role,
          email: `${role}@example.org`,
          roles: [role],
          timeZone: null,
        };
        await addPerson(trx, person, 'system', at);
      }
    });
    return new DeliveryScene(machine, mail);
  }

  async close(): Promise<void> {
    await this.machine.close();
    await this.mail.close();
  }

  /** Submits a request and starts the messages that follow from it; returns the request once they are under way. */
  async submit(): Promise<string> {
    const id = await this.machine.submit();
    await eventually(async () => (await this.machine.eventsOf(id)).length > 0);
    await this.relay();
    return id;
  }

  async relay(): Promise<void> {
    const { environment, database, taskQueue } = this.machine;
    const log = pino({ level: 'silent' });
    await relay({ db: database.db, client: environment.client, taskQueue, keep: undefined, log });
  }

  async pass(hours: number): Promise<void> {
    const from = Date.parse(await this.machine.now());
    await this.machine.travelTo(new Date(from + hours * 3_600_000).toISOString());
  }

  deliveries(requestId: string) {
    return (
      this.machine.database.db
        .selectFrom('delivery')
        .select(['id', 'about', 'state', 'attempts', 'fault', 'channel'])
        .where('topic', '=', `adoption-request/${requestId}`)
        // The machine's business owner is nobody in the directory; webhooks have tests of their own.
        .where((eb) => eb.or([eb('about', 'is', null), eb('about', '<>', 'business_owner')]))
        .orderBy('about')
        .execute()
    );
  }

  /** Waits until every message about the request has been tried so often, or has come to its end. */
  async tried(requestId: string, attempts = 1) {
    return eventually(async () => {
      const all = await this.deliveries(requestId);
      const done = all.every((one) => one.attempts >= attempts || one.state !== 'pending');
      return all.length > 0 && done && all;
    });
  }

  /** Waits until every message about the request has come to its end. */
  async settled(requestId: string) {
    return this.tried(requestId, Number.MAX_SAFE_INTEGER);
  }
}
