import { Webhook } from 'standardwebhooks';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { disableWebhookEndpoint, findWebhookEndpoint, webhookSecrets } from '../db/webhook-endpoint.ts';
import { partsOf } from '../domain/topic.ts';
import { Deferred, Undeliverable } from './delivery-fault.ts';
import type { Post } from './guarded-post.ts';
import { payloadOf } from './webhook-payload.ts';

/**
 * Tells a program of an event by the Standard Webhooks specification: signed with every secret that counts, under an id
 * that stays the same however often it is sent.
 */
export async function postWebhook(db: Database, post: Post, delivery: Delivery, at: string): Promise<void> {
  const endpoint = await findWebhookEndpoint(db, delivery.endpointId ?? '');
  if (endpoint?.enabled !== true) throw new Undeliverable('The endpoint is disabled.');
  const body = JSON.stringify(await payloadOf(db, delivery));
  const id = webhookIdOf(delivery);
  const sent = new Date(at);
  const signatures = (await webhookSecrets(db, endpoint.id, at)).map((secret) =>
    new Webhook(secret).sign(id, sent, body),
  );
  const { status, retryAfterMs } = await post(endpoint.url, body, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sent.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  });
  if (status >= 200 && status < 300) return;
  const summary = `The endpoint answered ${status}.`;
  if (status === 410) {
    await disableWebhookEndpoint(db, endpoint.id, 'It answered 410 Gone.', at);
    throw new Undeliverable(summary);
  }
  throw new Deferred(summary, summary, retryAfterMs);
}

/** One for each event, whatever endpoint hears of it and however often. */
function webhookIdOf({ topic, seq }: Delivery): string {
  return `evt_${partsOf(topic ?? '').id}_${seq ?? 0}`;
}
