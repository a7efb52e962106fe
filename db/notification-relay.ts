import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { asks, type NotificationKind } from '../domain/notification-kind.ts';
import type { Database } from './database.ts';
import { deliveriesOf } from './notification-resolution.ts';

/** Forgets what nobody waits for any more, before anyone is asked; most of a fast decision ends here. */
export async function dropIdleAsks(db: Database, at: Instant): Promise<void> {
  await sql`
    update notification set relayed_at = ${at}
    where id in (
      select n.id from notification n
      where n.relayed_at is null and n.kind in (${sql.join(asks)})
        and not exists (
          select from sign_off s where s.request_id = split_part(n.topic, '/', 2)::uuid and s.role = n.about and s.waiting)
      limit 500
      for update skip locked)`.execute(db);
}

/** Makes a delivery for each endpoint that subscribes to what has happened. */
export async function fanOutToWebhooks(db: Database, at: Instant): Promise<void> {
  await sql`
    with due as (
      select id, kind, topic from notification
      where relayed_at is null and recipient = 'webhooks'
      order by id
      limit 500
      for update skip locked),
    told as (
      insert into delivery (notification_id, kind, channel, topic, endpoint_id, created_at)
      select due.id, due.kind, 'webhook', due.topic, e.id, ${at}
      from due join webhook_endpoint e on e.enabled and due.kind = any (e.event_types))
    update notification n set relayed_at = ${at} from due where n.id = due.id`.execute(db);
}

/**
 * Works out for the oldest notification that nobody else is at who is to hear of it now, and by which way. False when
 * there is none. One that cannot be worked out lets others go first for half a minute; its error is thrown.
 */
export async function relayNext(db: Database, at: Instant): Promise<boolean> {
  let taken: number | undefined;
  try {
    return await db.transaction().execute(async (trx) => {
      const notification = await trx
        .selectFrom('notification')
        .select(['id', 'kind', 'recipient', 'about', 'topic'])
        .where('relayed_at', 'is', null)
        .where('recipient', '<>', 'webhooks')
        .where((eb) => eb.or([eb('try_at', 'is', null), eb('try_at', '<=', at)]))
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      if (notification === undefined) return false;
      taken = notification.id;
      const { id, kind, topic, about } = notification;
      const deliveries = await deliveriesOf(trx, { ...notification, kind: kind as NotificationKind }, at);
      const rows = deliveries.map((delivery) => ({
        ...delivery,
        notification_id: id,
        kind,
        topic,
        about,
        created_at: at,
      }));
      if (rows.length > 0) await trx.insertInto('delivery').values(rows).execute();
      await trx.updateTable('notification').set({ relayed_at: at }).where('id', '=', id).execute();
      return true;
    });
  } catch (error) {
    if (taken !== undefined) await postpone(db, taken, at);
    throw error;
  }
}

async function postpone(db: Database, id: number, at: Instant): Promise<void> {
  const later = new Date(Date.parse(at) + 30_000).toISOString();
  await db.updateTable('notification').set({ try_at: later }).where('id', '=', id).execute();
}
