import type { Insertable } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import { asks, groupOf, type NotificationKind } from '../domain/notification-kind.ts';
import { localDateOf, nextWorkingDayAt } from '../domain/working-time.ts';
import type { Topic } from '../domain/topic.ts';
import { policyInForce } from './approval-policy.ts';
import type { DatabaseTransaction } from './database.ts';
import { barredFrom } from './notification-barred.ts';
import { isToldAlready } from './notification-told.ts';
import { choiceOf } from './notification-choice.ts';
import { type Asked, lastAsked, nextInTurn } from './notification-turn.ts';
import { recipientOf } from './notification.ts';
import { roleAddressOf } from './role-address.ts';
import type { Schema } from './schema.ts';

type NewDelivery = Omit<
  Insertable<Schema['delivery']>,
  'notification_id' | 'kind' | 'topic' | 'about' | 'created_at'
>;

/** When the day's digest of reminders is sent, on the wall clock of whoever it is for. */
const digestTime = '08:00';

/** A notification as the relay takes it up. */
export interface Pending {
  id: number;
  kind: NotificationKind;
  recipient: string;
  about: Schema['notification']['about'];
  topic: Schema['notification']['topic'];
}

/** Who is to hear of it now, and by which way: none where nobody is. */
export async function deliveriesOf(
  trx: DatabaseTransaction,
  pending: Pending,
  at: Instant,
): Promise<NewDelivery[]> {
  const recipient = recipientOf(pending.recipient);
  if ('role' in recipient) {
    const shared = await sharedDeliveries(trx, recipient.role);
    if (shared.length > 0) return shared;
  }
  if ('person' in recipient && !isSignOffAsk(pending)) {
    if (await isToldAlready(trx, pending, recipient.person)) return [];
    return personalDelivery(trx, pending.kind, recipient.person, null, at);
  }
  if (!isAsk(pending)) return [];
  const asked = await whomToAsk(trx, pending, recipient, at);
  if (asked === undefined) return [nobody(pending, at)];
  return personalDelivery(trx, pending.kind, asked.person, asked.member, at);
}

type Ask = Pending & { about: NonNullable<Pending['about']>; topic: Topic };

function isAsk(pending: Pending): pending is Ask {
  return pending.about !== null && pending.topic !== null;
}

function isSignOffAsk({ kind }: Pending): boolean {
  return asks.some((ask) => ask === kind);
}

/** Whoever was asked by this is reminded by that. */
const askedBy: Partial<Record<NotificationKind, NotificationKind>> = {
  sign_off_reminder: 'sign_off_requested',
  vendor_sign_off_reminder: 'vendor_sign_off_requested',
  policy_sign_off_reminder: 'policy_sign_off_requested',
  ai_system_sign_off_reminder: 'ai_system_sign_off_requested',
  management_review_reminder: 'management_review_opened',
  usage_audit_reminder: 'usage_audit_opened',
  management_review_sign_off_reminder: 'management_review_sign_off_requested',
};

async function whomToAsk(
  trx: DatabaseTransaction,
  { kind, about, topic, recipient: asked }: Ask,
  recipient: { person: PersonId } | { role: Role },
  at: Instant,
): Promise<Asked | undefined> {
  const [role, only] = 'role' in recipient ? [recipient.role, null] : [about, recipient.person];
  const barred = await barredFrom(trx, { kind, topic, about, recipient: asked });
  const before = await lastAsked(trx, topic, about, askedBy[kind] ?? kind);
  const delegable = role === about && kind !== 'risk_acceptance_requested';
  return nextInTurn(trx, { topic, about, role, barred, delegable, only, before }, at);
}

async function sharedDeliveries(trx: DatabaseTransaction, role: Role): Promise<NewDelivery[]> {
  const { mail, slackUrl } = await roleAddressOf(trx, role);
  return [
    ...(mail === null ? [] : [{ channel: 'mail' as const, role }]),
    ...(slackUrl === null ? [] : [{ channel: 'slack' as const, role }]),
  ];
}

/** Visible to operators: a sign-off that nobody can make must not wait in silence. */
function nobody({ about }: Ask, at: Instant): NewDelivery {
  const fault = `Nobody can be asked for ${about}: whoever holds the role has left, has signed already, or asked for it.`;
  return { channel: 'mail', state: 'failed', settled_at: at, fault };
}

async function personalDelivery(
  trx: DatabaseTransaction,
  kind: NotificationKind,
  person: PersonId,
  member: PersonId | null,
  at: Instant,
): Promise<NewDelivery[]> {
  const known = await trx
    .selectFrom('person')
    .select('time_zone')
    .where('id', '=', person)
    .where('active', '=', true)
    .executeTakeFirst();
  if (known === undefined) return [];
  const choice = await choiceOf(trx, person);
  const way = choice[groupOf[kind]];
  const to = { person_id: person, member_id: member };
  if (way === 'none') {
    const fault = 'They have chosen not to be told.';
    return [{ ...to, channel: 'mail', state: 'dropped', settled_at: at, fault }];
  }
  if (groupOf[kind] !== 'reminders' || choice.remindersAs === 'at_once') return [{ ...to, channel: way }];
  return [{ ...to, channel: way, digest_id: await digestFor(trx, person, known.time_zone, way, at) }];
}

/** The person's next digest that has not been composed yet; locked until its new item is in. */
async function digestFor(
  trx: DatabaseTransaction,
  person: PersonId,
  timeZone: string | null,
  channel: 'mail' | 'slack',
  at: Instant,
): Promise<string> {
  const { calendar } = (await policyInForce(trx)).rules;
  const zone = timeZone ?? calendar.timeZone;
  for (let sendAt = at; ;) {
    sendAt = nextWorkingDayAt({ ...calendar, timeZone: zone }, sendAt, digestTime);
    const digest = await trx
      .insertInto('delivery')
      .values({
        kind: 'reminder_digest',
        channel,
        person_id: person,
        digest_on: localDateOf(sendAt, zone),
        send_at: sendAt,
        created_at: at,
      })
      .onConflict((conflict) => conflict.columns(['person_id', 'digest_on']).doUpdateSet({ channel }))
      .returning(['id', 'state', 'composed_at'])
      .executeTakeFirstOrThrow();
    if (digest.state === 'pending' && digest.composed_at === null) return digest.id;
  }
}
