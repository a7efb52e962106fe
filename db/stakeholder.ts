import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { openAccessStates } from '../domain/access-grant-state.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import { stakeholderItself } from '../domain/identity.ts';
import { addressKey, domainOf, openRequestsAtMost, type StakeholderEvent } from '../domain/stakeholder.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { lockStream, recordFacts } from './facts.ts';

export interface Stakeholder {
  id: string;
  email: string;
}

/** Whoever has this address, as they are known already or from now on. */
export async function meetStakeholder(
  trx: DatabaseTransaction,
  email: string,
  at: Instant,
): Promise<Stakeholder> {
  const known = await findByAddress(trx, email);
  if (known !== undefined) return known;
  const id = randomUUID();
  await trx
    .insertInto('stakeholder')
    .values({ id, email: email.trim(), email_key: addressKey(email), met_at: at })
    .execute();
  await recordStakeholder(trx, id, { type: 'StakeholderMet', at, by: stakeholderItself(id) });
  return { id, email: email.trim() };
}

/** Somebody who has shown before that the address is theirs. */
export async function findVerified(
  db: Database | DatabaseTransaction,
  email: string,
): Promise<Stakeholder | undefined> {
  return findByAddress(db, email, true);
}

async function findByAddress(
  db: Database | DatabaseTransaction,
  email: string,
  verified = false,
): Promise<Stakeholder | undefined> {
  const row = await db
    .selectFrom('stakeholder')
    .select(['id', 'email'])
    .where('email_key', '=', addressKey(email))
    .$if(verified, (query) => query.where('verified_at', 'is not', null))
    .executeTakeFirst();
  return row?.email == null ? undefined : { id: row.id, email: row.email };
}

export async function isForgotten(db: Database | DatabaseTransaction, id: string): Promise<boolean> {
  const row = await db.selectFrom('stakeholder').select('email').where('id', '=', id).executeTakeFirst();
  return row?.email == null;
}

export async function noteVerified(trx: DatabaseTransaction, id: string, at: Instant): Promise<void> {
  await trx
    .updateTable('stakeholder')
    .set((eb) => ({ verified_at: eb.fn.coalesce('verified_at', eb.val(at)) }))
    .where('id', '=', id)
    .execute();
}

/** Whether so much is open of this address, its domain or altogether that nothing more is taken. Others wait meanwhile. */
export async function isFlooded(trx: DatabaseTransaction, email: string): Promise<boolean> {
  await lockStream(trx, 'access-asking');
  // What is on its way to its workflow counts too, so it is counted where it was asked.
  const { rows } = await sql<{ address: number; domain: number; all: number }>`
    select count(*) filter (where s.email_key = ${addressKey(email)})::integer as address,
           count(*) filter (where split_part(s.email_key, '@', 2) = ${domainOf(email)})::integer as domain,
           count(*)::integer as all
    from access_asking a
    join stakeholder s on s.id = a.stakeholder_id
    left join access_grant g on g.id = a.grant_id
    where g.id is null or g.state in ('verifying', 'waiting')`.execute(trx);
  const { address = 0, domain = 0, all = 0 } = rows[0] ?? {};
  const { ofAddress, ofDomain, ofAll } = openRequestsAtMost;
  return address >= ofAddress || domain >= ofDomain || all >= ofAll;
}

/** Forgets what was said in the name of an address that nobody verified, and the address where it has no other part here. */
export async function dropUnverified(
  trx: DatabaseTransaction,
  { stakeholder, grant }: { stakeholder: string; grant: string },
): Promise<void> {
  await trx.deleteFrom('access_asking').where('grant_id', '=', grant).execute();
  await sql`
    update stakeholder s set email = null, email_key = null, forgotten_at = now()
    where s.id = ${stakeholder}::uuid and s.verified_at is null and s.email is not null
      and not exists (select from access_asking a where a.stakeholder_id = s.id)`.execute(trx);
}

/**
 * Forgets who a stakeholder is, and shuts them out, at once: address, name, company and purpose, links and visits, and what
 * is on its way to them. What they did stays on record under an id that says nothing. False where nobody is behind it.
 */
export async function forgetStakeholder(
  trx: DatabaseTransaction,
  id: string,
  { by, at, reason }: { by: PersonId; at: Instant; reason: string },
): Promise<boolean> {
  const forgotten = await trx
    .updateTable('stakeholder')
    .set({ email: null, email_key: null, forgotten_at: at })
    .where('id', '=', id)
    .where('email', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  if (forgotten === undefined) return false;
  for (const table of ['access_asking', 'trust_link', 'trust_visit'] as const) {
    await trx.deleteFrom(table).where('stakeholder_id', '=', id).execute();
  }
  // What is kept of a mail in a demo names them too.
  await sql`
    update delivery set subject = null, text = null, html = null
    where id in (select delivery_id from trust_mail where stakeholder_id = ${id}::uuid)`.execute(trx);
  await trx
    .updateTable('trust_mail')
    .set({ token: null, said: '{}' })
    .where('stakeholder_id', '=', id)
    .execute();
  await recordStakeholder(trx, id, { type: 'StakeholderForgotten', at, by, reason });
  return true;
}

async function recordStakeholder(
  trx: DatabaseTransaction,
  id: string,
  event: StakeholderEvent,
): Promise<void> {
  await recordFacts(trx, `stakeholder/${id}`, [event], () => Promise.resolve());
}

/** Grants of theirs that are open. */
export async function openGrantsOf(trx: DatabaseTransaction, stakeholder: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('access_grant')
    .select('id')
    .where('stakeholder_id', '=', stakeholder)
    .where('state', 'in', openAccessStates)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
