import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Delivery, Rendered } from '../db/delivery.ts';
import { Deferred, Undeliverable } from './delivery-fault.ts';

/** How mail leaves: where to, and in whose name. */
export interface MailSettings {
  /** `smtp://user:password@host:port`, or `smtps://`; options of nodemailer may follow as a query. */
  smtpUrl: string;
  /** "Countersign <countersign@example.org>". */
  from: string;
}

export interface Mailer {
  /** `leaveUrl`: where whoever subscribed leaves by one click (RFC 8058). */
  send(delivery: Delivery, mail: Rendered, leaveUrl?: string): Promise<void>;
}

/** Sends mails one by one, each on a connection of its own. `publicUrl` names the host of Message-IDs. */
export function mailer({ smtpUrl, from }: MailSettings, publicUrl: string, settingsUrl: string): Mailer {
  const url = new URL(smtpUrl);
  const transport = createTransport({
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port: Number(url.port || (url.protocol === 'smtps:' ? 465 : 587)),
    secure: url.protocol === 'smtps:',
    requireTLS: url.searchParams.get('requireTLS') === 'true',
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(delivery, mail, leaveUrl) {
      const { person, mail: address } = delivery;
      if (address === null) throw new Undeliverable('There is no mail address to send it to.');
      const message: SendMailOptions = {
        ...mail,
        from,
        to: person === null ? address : { name: person.name, address },
        ...threadOf(delivery, publicUrl),
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(leaveUrl !== undefined && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
        },
        ...listOf(delivery, leaveUrl, settingsUrl),
      };
      await transport.sendMail(message).catch((error: unknown) => {
        throw faultOf(error);
      });
    },
  };
}

/** Whoever is nobody here has nothing to choose here, and leaves only what they have subscribed to. */
function listOf({ kind }: Delivery, leaveUrl: string | undefined, settingsUrl: string) {
  if (leaveUrl !== undefined) return { list: { unsubscribe: leaveUrl } };
  return kind === 'vendor_invitation' || kind === 'trust_mail' ? {} : { list: { unsubscribe: settingsUrl } };
}

/**
 * The same Message-ID at every attempt (RFC 5322, 3.6.4), so that a mail taken twice because the connection broke before
 * the answer is known for one; and a root that no mail has, by which all mails about one topic stand together.
 */
function threadOf({ id, topic }: Delivery, publicUrl: string) {
  const host = new URL(publicUrl).hostname;
  const messageId = `<${id}@${host}>`;
  if (topic === null) return { messageId };
  const root = `<${topic.replace('/', '.')}@${host}>`;
  return { messageId, inReplyTo: root, references: root };
}

/** For good is only what is said of this recipient or this message: a wrong password is mended, and then it goes. */
function faultOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Deferred('The mail was not taken.');
  const { responseCode, command } = error as Error & { responseCode?: number; command?: string };
  const answered = responseCode === undefined ? 'did not answer' : `answered ${responseCode}`;
  const summary = `The mail server ${answered}${command === undefined ? '' : ` to ${command}`}.`;
  const refusesThis = command === 'RCPT TO' || command === 'DATA';
  if (refusesThis && responseCode !== undefined && responseCode >= 500) {
    return new Undeliverable(summary, error.message);
  }
  return new Deferred(summary, error.message);
}
