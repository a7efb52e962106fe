import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import { system } from '../domain/identity.ts';
import type { PublicEventType } from '../domain/notification-kind.ts';
import type { WebhookEndpointEvent } from '../domain/webhook-endpoint.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, recordFacts } from './facts.ts';

/** Where a program outside hears of what happens. Its secrets are written once and read by whoever signs alone. */
export interface WebhookEndpoint {
  id: string;
  url: string;
  eventTypes: PublicEventType[];
  enabled: boolean;
  disabledReason: string | null;
  /** Until when the secret before the last rotation signs too. */
  previousUntil: Instant | null;
  createdAt: Instant;
}

type Subscription = Pick<WebhookEndpoint, 'url' | 'eventTypes'>;

/** Adds an endpoint and returns its secret: the only time that it is shown. */
export async function addWebhookEndpoint(
  db: Database,
  { url, eventTypes }: Subscription,
  by: PersonId,
  at: Instant,
): Promise<{ id: string; secret: string }> {
  const [id, secret] = [`endpoint-${randomUUID()}`, newSecret()];
  const added: WebhookEndpointEvent = {
    type: 'WebhookEndpointAdded',
    at,
    by,
    origin: new URL(url).origin,
    eventTypes,
  };
  await recordWith(db, id, added, async (trx) => {
    await trx
      .insertInto('webhook_endpoint')
      .values({
        id,
        url,
        event_types: eventTypes,
        secret,
        previous_secret: null,
        previous_until: null,
        enabled: true,
        disabled_reason: null,
        created_at: at,
      })
      .execute();
  });
  return { id, secret };
}

export async function changeWebhookEndpoint(
  db: Database,
  id: string,
  { url, eventTypes, enabled }: Subscription & { enabled: boolean },
  by: PersonId,
  at: Instant,
): Promise<void> {
  const changed: WebhookEndpointEvent = {
    type: 'WebhookEndpointChanged',
    at,
    by,
    origin: new URL(url).origin,
    eventTypes,
    enabled,
  };
  await recordWith(db, id, changed, async (trx) => {
    await trx
      .updateTable('webhook_endpoint')
      .set({
        url,
        event_types: eventTypes,
        enabled,
        disabled_reason: enabled ? null : 'Disabled by an administrator.',
      })
      .where('id', '=', id)
      .execute();
  });
}

/** Disables an endpoint for what it answered itself. */
export async function disableWebhookEndpoint(
  db: Database,
  id: string,
  reason: string,
  at: Instant,
): Promise<void> {
  await recordWith(db, id, { type: 'WebhookEndpointDisabled', at, by: system, reason }, async (trx) => {
    await trx
      .updateTable('webhook_endpoint')
      .set({ enabled: false, disabled_reason: reason })
      .where('id', '=', id)
      .where('enabled', '=', true)
      .execute();
  });
}

/** Gives an endpoint a new secret and returns it; the one before signs too until `previousUntil`. */
export async function rotateWebhookSecret(
  db: Database,
  id: string,
  previousUntil: Instant,
  by: PersonId,
  at: Instant,
): Promise<string> {
  const secret = newSecret();
  await recordWith(db, id, { type: 'WebhookSecretRotated', at, by }, async (trx) => {
    await trx
      .updateTable('webhook_endpoint')
      .set((eb) => ({ previous_secret: eb.ref('secret'), previous_until: previousUntil, secret }))
      .where('id', '=', id)
      .execute();
  });
  return secret;
}

export async function findWebhookEndpoint(db: Database, id: string): Promise<WebhookEndpoint | undefined> {
  return selectEndpoints(db).where('id', '=', id).executeTakeFirst();
}

export async function listWebhookEndpoints(db: Database): Promise<WebhookEndpoint[]> {
  return selectEndpoints(db).orderBy('created_at').orderBy('id').execute();
}

/** The secrets that sign at `at`, the newest first. */
export async function webhookSecrets(db: Database, id: string, at: Instant): Promise<string[]> {
  const row = await db
    .selectFrom('webhook_endpoint')
    .select(['secret', 'previous_secret', 'previous_until'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const { secret, previous_secret, previous_until } = row;
  if (previous_secret === null || previous_until === null || previous_until <= at) return [secret];
  return [secret, previous_secret];
}

/** Has the endpoint told once more of everything since `since` that it subscribes to; returns of how much. */
export async function replayWebhooks(
  db: Database,
  { id, eventTypes }: WebhookEndpoint,
  since: Instant,
  by: PersonId,
  at: Instant,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const inserted = await sql`
      insert into delivery (notification_id, kind, channel, topic, endpoint_id, created_at)
      select id, kind, 'webhook', topic, ${id}, ${at}
      from notification
      where recipient = 'webhooks' and relayed_at is not null and at >= ${since} and kind = any (${eventTypes})
      order by at, id`.execute(trx);
    const deliveries = Number(inserted.numAffectedRows ?? 0);
    const replayed: WebhookEndpointEvent = { type: 'WebhookReplayed', at, by, since, deliveries };
    await recordFacts(trx, streamOf(id), [replayed], () => Promise.resolve());
    return deliveries;
  });
}

function selectEndpoints(db: Database) {
  return db
    .selectFrom('webhook_endpoint')
    .select([
      'id',
      'url',
      'event_types as eventTypes',
      'enabled',
      'disabled_reason as disabledReason',
      'previous_until as previousUntil',
      'created_at as createdAt',
    ]);
}

async function recordWith(
  db: Database,
  id: string,
  event: WebhookEndpointEvent,
  write: (trx: DatabaseTransaction) => Promise<void>,
): Promise<void> {
  await inTransaction(db, (trx) => recordFacts(trx, streamOf(id), [event], write));
}

function streamOf(id: string): string {
  return `webhook-endpoint/${id}`;
}

/** 256 random bits, as Standard Webhooks writes them. */
function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
