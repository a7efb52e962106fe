import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { NotificationKind } from '../domain/notification-kind.ts';
import type { Topic } from '../domain/topic.ts';
import type { DatabaseTransaction } from './database.ts';
import { lockStream } from './facts.ts';

/** Who is asked, and the member of the role in whose place: themselves, or who has delegated the role to them. */
export interface Asked {
  person: PersonId;
  member: PersonId;
}

export interface Question {
  topic: Topic;
  /** The sign-off that is waited for. */
  about: Role;
  /** Whose members can make it: the role itself, or the one it was escalated to. */
  role: Role;
  /** Whom segregation of duties keeps from it. */
  barred: PersonId[];
  /** Whether a delegate signs in a member's place: not what has come by escalation, which is for the members themselves. */
  delegable: boolean;
  /** Only this member, where one person holds the role on this request. */
  only: PersonId | null;
  /** Who was asked before, and stays the one to ask for as long as they can sign. */
  before: Asked | undefined;
}

/** What asks somebody of a role for the first time. */
const firstAsks: NotificationKind[] = [
  'sign_off_requested',
  'vendor_sign_off_requested',
  'policy_sign_off_requested',
  'risk_acceptance_requested',
];

/**
 * One person who can make the sign-off: whoever was asked before, or else the member who has waited longest for their
 * turn. Left out is whom segregation of duties bars and who has left; a member who has delegated the role is asked
 * through the delegate. Those come last who were asked for another role here already, or have no way to be reached.
 */
export async function nextInTurn(
  trx: DatabaseTransaction,
  question: Question,
  at: Instant,
): Promise<Asked | undefined> {
  const { topic, about, role, barred, delegable, only, before } = question;
  await lockStream(trx, `turn/${role}`);
  const { rows } = await sql<Asked>`
    select p.id as person, m.id as member
    from person_role r
    join person m on m.id = r.person_id and m.active
    left join lateral (
      select d.to_id
      from delegation d join person delegate on delegate.id = d.to_id and delegate.active
      where ${delegable} and d.from_id = m.id and r.role = any (d.roles)
        and d.starts_at <= ${at} and d.ends_at > ${at} and (d.revoked_at is null or d.revoked_at > ${at})
      order by d.id
      limit 1) d on true
    join person p on p.id = coalesce(d.to_id, m.id)
    left join notification_choice c on c.person_id = p.id
    left join role_turn t on t.role = r.role and t.person_id = m.id
    where r.role = ${role} and (${only}::text is null or m.id = ${only})
      and m.id <> all (${barred}::text[]) and p.id <> all (${barred}::text[])
    order by p.id is not distinct from ${before?.person ?? null}::text desc,
      m.id is not distinct from ${before?.member ?? null}::text desc,
      exists (
        select from delivery v
        where v.topic = ${topic} and v.about <> ${about} and v.person_id = p.id
          and v.kind = any (${firstAsks}::text[]) and v.state <> 'dropped'),
      coalesce(c.asks, 'mail') = 'none' or (coalesce(c.asks, 'mail') = 'mail' and p.email is null),
      t.asked_at nulls first, m.id
    limit 1`.execute(trx);
  const [asked] = rows;
  if (asked !== undefined && asked.member !== before?.member) await takeTurn(trx, role, asked.member, at);
  return asked;
}

/** Who was last asked for this sign-off, by whichever kind of message. */
export async function lastAsked(
  trx: DatabaseTransaction,
  topic: Topic,
  about: Role,
  kind: NotificationKind,
): Promise<Asked | undefined> {
  const row = await trx
    .selectFrom('delivery')
    .select(['person_id as person', 'member_id as member'])
    .where('topic', '=', topic)
    .where('about', '=', about)
    .where('kind', '=', kind)
    .where('member_id', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const { person, member } = row ?? { person: null, member: null };
  return person === null || member === null ? undefined : { person, member };
}

/** Members of a role in their turn, as many as are needed or there are: what opens by itself is somebody's at once. */
export async function membersInTurn(
  trx: DatabaseTransaction,
  role: Role,
  needed: number,
  at: Instant,
): Promise<PersonId[]> {
  await lockStream(trx, `turn/${role}`);
  const { rows } = await sql<{ id: PersonId }>`
    select p.id
    from person_role r
    join person p on p.id = r.person_id and p.active
    left join role_turn t on t.role = r.role and t.person_id = p.id
    where r.role = ${role}
    group by p.id, t.asked_at
    order by t.asked_at nulls first, p.id
    limit ${needed}`.execute(trx);
  for (const { id } of rows) await takeTurn(trx, role, id, at);
  return rows.map(({ id }) => id);
}

/** Puts down whose turn it was last. */
export async function takeTurn(
  trx: DatabaseTransaction,
  role: Role,
  member: PersonId,
  at: Instant,
): Promise<void> {
  await trx
    .insertInto('role_turn')
    .values({ role, person_id: member, asked_at: at })
    .onConflict((conflict) => conflict.columns(['role', 'person_id']).doUpdateSet({ asked_at: at }))
    .execute();
}
