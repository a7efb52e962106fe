import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** What a mail server does with the next mails: takes them, answers this instead, or hangs up before it says so. */
export type Humour = 'takes' | { atRecipient: number } | { atEnd: number } | 'drops';

/** A real SMTP server in this process that keeps what it takes. */
export class MailServer {
  humour: Humour = 'takes';
  /** Mails that were transferred whole, whatever was answered then. */
  readonly transferred: ParsedMail[] = [];
  readonly taken: (ParsedMail & { recipients: string[] })[] = [];
  #server: SMTPServer | undefined;
  #port = 0;

  static async open(): Promise<MailServer> {
    const server = new MailServer();
    await server.listen();
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Listens, again at the same port after `close`. */
  async listen(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      closeTimeout: 100,
      onRcptTo: (_address, _session, answer) => {
        const { humour } = this;
        answer(typeof humour === 'object' && 'atRecipient' in humour ? refusal(humour.atRecipient) : null);
      },
      onData: (stream, session, answer) => void this.#receive(stream, session).then(answer, answer),
    });
    server.on('error', () => undefined);
    this.#server = server;
    const listener = server.listen(this.#port, '127.0.0.1');
    await once(listener, 'listening');
    this.#port = (listener.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.#server === undefined) resolve();
      else this.#server.close(resolve);
    });
    this.#server = undefined;
  }

  /** Mails to this address, oldest first. */
  to(address: string): ParsedMail[] {
    return this.taken.filter(({ recipients }) => recipients.includes(address));
  }

  async #receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> {
    const mail = await simpleParser(stream);
    this.transferred.push(mail);
    const { humour } = this;
    if (humour === 'drops') {
      for (const connection of this.#server?.connections ?? []) connection.close();
      return refusal(421);
    }
    if (typeof humour === 'object' && 'atEnd' in humour) return refusal(humour.atEnd);
    this.taken.push({ ...mail, recipients: session.envelope.rcptTo.map(({ address }) => address) });
    return null;
  }
}

function refusal(responseCode: number): Error {
  return Object.assign(new Error('not this one, somebody@example.org'), { responseCode });
}
