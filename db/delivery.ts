import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { Channel } from '../domain/notification-kind.ts';
import { partsOf, type Topic } from '../domain/topic.ts';
import type { Database } from './database.ts';
import { inTransaction } from './facts.ts';
import { barredFrom } from './notification-barred.ts';
import type { DeliveryKind } from './tables/notification.ts';
import { forgetTrustToken } from './trust-mail.ts';
import { forgetToken } from './vendor-invitation.ts';

/** A message on its way, with everything about its recipient as the directory has it now. */
export interface Delivery {
  id: string;
  kind: DeliveryKind;
  channel: Channel;
  notificationId: number | null;
  /** The process that it is about; null for a digest and the like. */
  topic: Topic | null;
  about: Role | null;
  /** Where the event stands that it tells of; null for a digest. */
  stream: string | null;
  /** Whom it was for: `person/<id>` or `role/<role>`, whoever of them it goes to. */
  recipient: string | null;
  seq: number | null;
  eventAt: Instant | null;
  person: {
    id: PersonId;
    name: string;
    email: string | null;
    active: boolean;
    timeZone: string | null;
  } | null;
  /** The member of the role in whose place the person is asked. */
  memberId: PersonId | null;
  /** The role whose shared address it goes to. */
  role: Role | null;
  mail: string | null;
  slackUrl: string | null;
  endpointId: string | null;
}

/** Notes one more attempt, and returns the delivery; undefined when it needs none any more. */
export async function beginAttempt(db: Database, id: string): Promise<Delivery | undefined> {
  const { numUpdatedRows } = await db
    .updateTable('delivery')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return undefined;
  const [delivery] = await readDeliveries(db, sql`d.id = ${id}`);
  return delivery;
}

/** What a digest has to say, oldest first; from now on it takes no more. */
export async function composeDigest(db: Database, digestId: string, at: Instant): Promise<Delivery[]> {
  await db
    .updateTable('delivery')
    .set((eb) => ({ composed_at: eb.fn.coalesce('composed_at', eb.val(at)) }))
    .where('id', '=', digestId)
    .execute();
  return readDeliveries(db, sql`d.digest_id = ${digestId} and d.state = 'pending'`);
}

async function readDeliveries(db: Database, which: ReturnType<typeof sql>): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select d.id, d.kind, d.channel, d.notification_id as "notificationId", d.topic, d.about,
           n.stream, n.recipient, n.seq, n.at as "eventAt", d.member_id as "memberId", d.role, d.endpoint_id as "endpointId",
           case when p.id is not null then json_build_object(
             'id', p.id, 'name', p.name, 'email', p.email, 'active', p.active, 'timeZone', p.time_zone) end as person,
           case when d.role is null then p.email else a.mail end as mail,
           case when d.role is null then c.slack_url else a.slack_url end as "slackUrl"
    from delivery d
    left join notification n on n.id = d.notification_id
    left join person p on p.id = d.person_id
    left join notification_choice c on c.person_id = d.person_id
    left join role_address a on a.role = d.role
    where ${which}
    order by d.created_at, d.id`.execute(db);
  return rows;
}

/** Whether the sign-off that a message asks for is still waited for, and no later message asks for the same. */
export async function isStillAsked(db: Database, delivery: Delivery): Promise<boolean> {
  const { notificationId, topic, about } = delivery;
  const { rows } = await sql`
    select from sign_off s
    where s.request_id = ${partsOf(topic ?? '').id} and s.role = ${about} and s.waiting
      and not exists (
        select from notification mine
        join notification later on later.stream = mine.stream and later.kind = mine.kind
          and later.about = mine.about and later.seq > mine.seq
        where mine.id = ${notificationId})`.execute(db);
  return rows.length > 0;
}

/** Whether segregation of duties keeps from it whoever is asked, since they were chosen. */
export async function isBarred(db: Database, delivery: Delivery): Promise<boolean> {
  const { kind, topic, about, recipient, person, memberId } = delivery;
  if (topic === null || recipient === null) return false;
  const barred = await barredFrom(db, { kind, topic, about, recipient });
  return [person?.id, memberId].some((id) => id !== undefined && id !== null && barred.includes(id));
}

export interface Rendered {
  subject: string;
  text: string;
  html: string;
}

export type Settled =
  { state: 'sent' } | ({ state: 'kept' } & Rendered) | { state: 'failed' | 'dropped'; fault: string };

/** Ends a delivery, with a digest whatever it has said, and with an invitation what let its vendor in. False when it had ended before. */
export async function settle(db: Database, id: string, settled: Settled, at: Instant): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const ended = await trx
      .updateTable('delivery')
      .set({ fault: null, ...settled, settled_at: at })
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .returning('kind')
      .executeTakeFirst();
    if (ended === undefined) return false;
    if (ended.kind === 'vendor_invitation') await forgetToken(trx, id);
    if (ended.kind === 'trust_mail') await forgetTrustToken(trx, id);
    const said = settled.state === 'kept' ? 'sent' : settled.state;
    await trx
      .updateTable('delivery')
      .set({ state: said, settled_at: at, fault: 'fault' in settled ? settled.fault : null })
      .where('digest_id', '=', id)
      .where('state', '=', 'pending')
      .execute();
    return true;
  });
}

/** Why the last attempt has not succeeded. The next one comes by itself. */
export async function noteFault(db: Database, id: string, fault: string): Promise<void> {
  await db
    .updateTable('delivery')
    .set({ fault })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .execute();
}
