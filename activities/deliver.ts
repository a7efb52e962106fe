import { ApplicationFailure } from '@temporalio/activity';
import type { Database } from '../db/database.ts';
import {
  beginAttempt,
  composeDigest,
  type Delivery,
  noteFault,
  settle,
  type Settled,
} from '../db/delivery.ts';
import { compose } from './compose.ts';
import { digest } from './compose-digest.ts';
import { Deferred, Undeliverable } from './delivery-fault.ts';
import { guardedPost, type Post } from './guarded-post.ts';
import { mailer, type Mailer, type MailSettings } from './mail.ts';
import type { Message } from './message.ts';
import { whyNotSend } from './send-check.ts';
import { sendInvitation } from './send-invitation.ts';
import { sendTrustMail } from './send-trust-mail.ts';
import { postToSlack } from './slack.ts';
import { renderMail } from './templates/mail.tsx';
import { postWebhook } from './webhook.ts';

export interface DeliverActivities {
  /** Sends what the delivery has to say as things are now, once more for each attempt; does nothing once it has ended. */
  deliver: (id: string) => Promise<void>;
  /** Ends a delivery that has been tried for days. */
  giveUp: (id: string) => Promise<void>;
}

export interface MessagingSettings {
  /** Without it mails are not sent but kept. */
  mail: MailSettings | undefined;
  /** Where links lead. */
  publicUrl: string;
  /** Whether webhooks may go to addresses within the house: for tests and demos alone. */
  allowPrivateWebhooks: boolean;
  /** Whether this is a demo, whose mailbox keeps even what lets a vendor in. */
  demo: boolean;
}

interface Ways {
  db: Database;
  publicUrl: string;
  settingsUrl: string;
  demo: boolean;
  mailer: Mailer | undefined;
  post: Post;
}

export function deliverActivities(db: Database, settings: MessagingSettings): DeliverActivities {
  const { mail, publicUrl, allowPrivateWebhooks, demo } = settings;
  const settingsUrl = `${publicUrl}/settings#notifications`;
  const ways: Ways = {
    db,
    publicUrl,
    settingsUrl,
    demo,
    mailer: mail && mailer(mail, publicUrl, settingsUrl),
    post: guardedPost({ allowPrivate: allowPrivateWebhooks }),
  };
  return {
    async deliver(id) {
      const delivery = await beginAttempt(db, id);
      if (delivery === undefined) return;
      const at = new Date().toISOString();
      try {
        await settle(db, id, await send(ways, delivery, at), at);
      } catch (error) {
        throw await noted(db, id, error, at);
      }
    },
    async giveUp(id) {
      const at = new Date().toISOString();
      await settle(db, id, { state: 'failed', fault: 'It was tried for days without success.' }, at);
    },
  };
}

async function send(ways: Ways, delivery: Delivery, at: string): Promise<Settled> {
  const { db, publicUrl, settingsUrl, post } = ways;
  if (delivery.channel === 'webhook') {
    await postWebhook(db, post, delivery, at);
    return { state: 'sent' };
  }
  if (delivery.kind === 'vendor_invitation') return sendInvitation(ways, delivery, at);
  if (delivery.kind === 'trust_mail') return sendTrustMail(ways, delivery);
  const fault = await whyNotSend(db, delivery);
  if (fault !== undefined) return { state: 'dropped', fault };
  const message = await messageOf(db, publicUrl, delivery, at);
  if (message === undefined) return { state: 'dropped', fault: 'Nothing of it is waited for any more.' };
  if (delivery.channel === 'slack') {
    await postToSlack(post, delivery.slackUrl, message);
    return { state: 'sent' };
  }
  const mail = renderMail(message, settingsUrl);
  if (ways.mailer === undefined) return { state: 'kept', ...mail };
  await ways.mailer.send(delivery, mail);
  return { state: 'sent' };
}

async function messageOf(
  db: Database,
  publicUrl: string,
  delivery: Delivery,
  at: string,
): Promise<Message | undefined> {
  if (delivery.kind !== 'reminder_digest') return compose(db, publicUrl, delivery);
  return digest(db, publicUrl, await composeDigest(db, delivery.id, at));
}

/** What went wrong is on record where the delivery is; what goes into the workflow's history names nobody. */
async function noted(db: Database, id: string, error: unknown, at: string): Promise<unknown> {
  if (error instanceof Undeliverable) {
    await settle(db, id, { state: 'failed', fault: error.detail }, at);
    return ApplicationFailure.nonRetryable(error.message, error.name);
  }
  if (error instanceof Deferred) {
    await noteFault(db, id, error.detail);
    const { retryAfterMs } = error;
    return ApplicationFailure.create({
      message: error.message,
      type: error.name,
      ...(retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs }),
    });
  }
  return error;
}
