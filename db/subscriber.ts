import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { daysAfter } from '../domain/days.ts';
import { addressKey } from '../domain/stakeholder.ts';
import {
  confirmingDays,
  type NewsTopic,
  newsTopics,
  type SubscriberEvent,
  unconfirmedAtMost,
} from '../domain/subscriber.ts';
import { sha256 } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';
import { newSecret } from './secret.ts';
import { putDownTrustMail } from './trust-mail.ts';

/**
 * Has an address asked whether it wants to hear of this. Of who hears already nothing changes until they confirm, and where
 * too many wait, nobody is asked. Whoever subscribes learns none of it.
 */
export async function subscribe(
  trx: DatabaseTransaction,
  { email, topics }: { email: string; topics: NewsTopic[] },
  at: Instant,
): Promise<void> {
  await lockStream(trx, 'subscribing');
  await trx
    .deleteFrom('subscriber')
    .where('confirmed_at', 'is', null)
    .where('created_at', '<=', daysAfter(at, -confirmingDays))
    .execute();
  const known = await trx
    .selectFrom('subscriber')
    .select('id')
    .where('email_key', '=', addressKey(email))
    .executeTakeFirst();
  // Whoever waits or hears already has had a mail: another one for every click would be a way to annoy them.
  if (known !== undefined || (await countWaiting(trx)) >= unconfirmedAtMost) return;
  const [id, token] = [randomUUID(), newSecret()];
  await trx
    .insertInto('subscriber')
    .values({
      id,
      email: email.trim(),
      email_key: addressKey(email),
      topics,
      leave_token: newSecret(),
      confirm_hash: sha256(token),
      created_at: at,
      confirmed_at: null,
    })
    .execute();
  await putDownTrustMail(trx, { kind: 'confirm', subscriber: id, said: {}, token });
}

async function countWaiting(trx: DatabaseTransaction): Promise<number> {
  const { count } = await trx
    .selectFrom('subscriber')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('confirmed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether a link of this token leads anywhere. Uses nothing up. */
export async function isOpenConfirmation(db: Database, token: string, at: Instant): Promise<boolean> {
  const found = await db
    .selectFrom('subscriber')
    .select('id')
    .where('confirm_hash', '=', sha256(token))
    .where('created_at', '>', daysAfter(at, -confirmingDays))
    .executeTakeFirst();
  return found !== undefined;
}

/** From now on they hear of what they chose. False where the link leads nowhere. */
export async function confirmSubscriber(
  trx: DatabaseTransaction,
  token: string,
  at: Instant,
): Promise<boolean> {
  const joined = await trx
    .updateTable('subscriber')
    .set({ confirm_hash: null, confirmed_at: at })
    .where('confirm_hash', '=', sha256(token))
    .where('created_at', '>', daysAfter(at, -confirmingDays))
    .returning(['id', 'topics'])
    .executeTakeFirst();
  if (joined === undefined) return false;
  const { id, topics } = joined;
  await recordSubscriber(trx, id, { type: 'SubscriberJoined', at, by: `subscriber/${id}`, topics });
  return true;
}

/** Forgets the address at once. Once more changes nothing. */
export async function leave(trx: DatabaseTransaction, leaveToken: string, at: Instant): Promise<void> {
  const left = await trx
    .deleteFrom('subscriber')
    .where('leave_token', '=', leaveToken)
    .returning(['id', 'confirmed_at'])
    .executeTakeFirst();
  if (left === undefined || left.confirmed_at === null) return;
  await recordSubscriber(trx, left.id, { type: 'SubscriberLeft', at, by: `subscriber/${left.id}` });
}

async function recordSubscriber(trx: DatabaseTransaction, id: string, event: SubscriberEvent): Promise<void> {
  await recordFacts(trx, `subscriber/${id}`, [event], () => Promise.resolve());
}

/** Has everybody told who wants to hear of one of these. */
export async function tellSubscribers(
  trx: DatabaseTransaction,
  news: readonly { topic: NewsTopic; line: string }[],
): Promise<void> {
  if (news.length === 0) return;
  const subscribers = await trx
    .selectFrom('subscriber')
    .select(['id', 'topics'])
    .where('confirmed_at', 'is not', null)
    .execute();
  for (const { id, topics } of subscribers) {
    const lines = news.filter(({ topic }) => topics.includes(topic)).map(({ line }) => line);
    if (lines.length > 0) await putDownTrustMail(trx, { kind: 'news', subscriber: id, said: { lines } });
  }
}

export async function subscriberCounts(
  db: Database,
): Promise<{ all: number; topics: Record<NewsTopic, number> }> {
  const { rows } = await sql<{ topics: NewsTopic[]; count: number }>`
    select topics, count(*)::integer as count from subscriber where confirmed_at is not null
    group by topics`.execute(db);
  const of = (topic: NewsTopic) =>
    rows.filter(({ topics }) => topics.includes(topic)).reduce((sum, { count }) => sum + count, 0);
  const topics = Object.fromEntries(newsTopics.map((topic) => [topic, of(topic)])) as Record<
    NewsTopic,
    number
  >;
  return { all: rows.reduce((sum, { count }) => sum + count, 0), topics };
}
