import type { Instant, PersonId } from '../domain/decider.ts';
import type { Channel } from '../domain/notification-kind.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction } from './facts.ts';
import type { DeliveryKind } from './tables/notification.ts';

/** What the relay hands on: nothing that says who hears of what. */
export interface Startable {
  id: string;
  kind: DeliveryKind;
  channel: Channel;
  /** A digest waits until then. */
  digest: { person: PersonId; on: string; sendAt: Instant } | null;
}

/** Has `start` begin deliveries that nobody has begun, each in one process at a time; returns how many there were. */
export async function startDeliveries(
  db: Database,
  at: Instant,
  start: (delivery: Startable) => Promise<void>,
  limit = 20,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const deliveries = await toStart(trx, limit);
    for (const delivery of deliveries) await start(delivery);
    const ids = deliveries.map(({ id }) => id);
    if (ids.length > 0) {
      await trx.updateTable('delivery').set({ started_at: at }).where('id', 'in', ids).execute();
    }
    return deliveries.length;
  });
}

async function toStart(trx: DatabaseTransaction, limit: number): Promise<Startable[]> {
  const rows = await trx
    .selectFrom('delivery')
    .select(['id', 'kind', 'channel', 'person_id', 'digest_on', 'send_at'])
    .where('state', '=', 'pending')
    .where('started_at', 'is', null)
    .where('digest_id', 'is', null)
    .orderBy('created_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(({ id, kind, channel, person_id, digest_on, send_at }) => {
    const isDigest = person_id !== null && digest_on !== null && send_at !== null;
    return {
      id,
      kind,
      channel,
      digest: isDigest ? { person: person_id, on: digest_on, sendAt: send_at } : null,
    };
  });
}

/** Mails that wait for nothing but being kept, where no mail is sent. */
export async function mailsToKeep(db: Database, limit = 50): Promise<string[]> {
  const rows = await db
    .selectFrom('delivery')
    .select('id')
    .where('state', '=', 'pending')
    .where('channel', '=', 'mail')
    .where('started_at', 'is', null)
    .where('digest_id', 'is', null)
    .where('send_at', 'is', null)
    .orderBy('attempts')
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Forgets that deliveries were begun, so that the relay begins them again: after Temporal's own data was lost. */
export async function startDeliveriesAgain(db: Database): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('delivery')
    .set({ started_at: null })
    .where('state', '=', 'pending')
    .where('started_at', 'is not', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
