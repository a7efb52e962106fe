import { Webhook } from 'standardwebhooks';
import { adoptionRequestAt } from '../db/adoption-request.ts';
import type { Database } from '../db/database.ts';
import type { Delivery } from '../db/delivery.ts';
import { readEvents } from '../db/event-store.ts';
import { disableWebhookEndpoint, findWebhookEndpoint, webhookSecrets } from '../db/webhook-endpoint.ts';
import { Deferred, Undeliverable } from './delivery-fault.ts';
import type { Post } from './guarded-post.ts';

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
function webhookIdOf({ requestId, seq }: Delivery): string {
  return `evt_${requestId ?? ''}_${seq ?? 0}`;
}

/** Thin: what happened to which request. Whoever wants to know more asks the API, which knows who may know. */
async function payloadOf(db: Database, { kind, requestId, stream, seq, eventAt }: Delivery): Promise<object> {
  const id = requestId ?? '';
  const found = await adoptionRequestAt(db, id, seq ?? 0);
  const [event] = await readEvents(db, stream ?? '', (seq ?? 0) - 1, seq ?? 0);
  if (found === undefined || event === undefined) throw new Error(`no event ${seq ?? 0} of ${stream ?? ''}`);
  const { state, tier, revision } = found.request;
  const role = 'role' in event ? { role: event.role } : {};
  return { type: kind, timestamp: eventAt, data: { id, seq, state, tier, revision, ...role } };
}
