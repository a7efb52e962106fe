import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import { system as itself } from '../domain/identity.ts';
import { dismissedDays } from '../domain/shadow-ai.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream } from './facts.ts';
import { takeTurn } from './notification-turn.ts';
import { shadowAiIdOf, shadowAiStream } from './shadow-ai.ts';

/** A name under which something unknown was used, and when last. */
export interface Sighting {
  key: string;
  usedAt: Instant;
}

/**
 * Has a finding opened of each of these names, unless one is open, or somebody has said of late that it is no AI system:
 * however often it is used, and by however many at once, there is one finding of it. What was used after it had been
 * blocked is found again. Their rows in `unknown_system` are locked already, by the counting.
 */
export async function openShadowAi(
  trx: DatabaseTransaction,
  sightings: readonly Sighting[],
  at: Instant,
): Promise<void> {
  const toBeFound = await withoutFinding(trx, sightings, at);
  if (toBeFound.length === 0) return;
  const owners = await ownersInTurn(trx, toBeFound.length, at);
  const messages = toBeFound.map(({ key, name, number }, place) => {
    const id = shadowAiIdOf(key, number);
    const owner = owners[place % owners.length] ?? null;
    const open = { type: 'open', id: `shadow-ai/${id}`, by: itself, at, name, number, owner };
    return { stream: shadowAiStream(id), command: JSON.stringify(open), try_at: null };
  });
  await trx.insertInto('process_message').values(messages).execute();
}

/** Those of which a finding is to be opened, with its number, which is put down. */
async function withoutFinding(trx: DatabaseTransaction, sightings: readonly Sighting[], at: Instant) {
  const { rows } = await sql<{ key: string; name: string; number: number }>`
    update unknown_system u
    set findings = greatest(u.findings, coalesce(last.number, 0)) + 1
    from unnest(
      ${sightings.map(({ key }) => key)}::text[], ${sightings.map(({ usedAt }) => usedAt)}::timestamptz[]
    ) seen (name_key, used_at)
    left join lateral (
      select number, state, settled_at from shadow_ai f
      where f.name_key = seen.name_key order by number desc limit 1) last on true
    where u.name_key = seen.name_key
      and u.findings <= coalesce(last.number, 0)
      and (last.number is null
           or last.state = 'blocked' and seen.used_at > last.settled_at
           or last.state = 'dismissed'
              and seen.used_at > last.settled_at + make_interval(days => ${dismissedDays})
              and ${at}::timestamptz > last.settled_at + make_interval(days => ${dismissedDays}))
    returning u.name_key as key, u.name, u.findings as number`.execute(trx);
  return rows;
}

/** Compliance managers in their turn, as many as are needed. */
async function ownersInTurn(trx: DatabaseTransaction, needed: number, at: Instant): Promise<PersonId[]> {
  const role = 'compliance_manager';
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

/** Has findings opened of what was seen before there were findings; returns of how many names. */
export async function openMissingShadowAi(db: Database, at: Instant): Promise<number> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<Sighting>`
      select name_key as key, last_seen as "usedAt" from unknown_system u
      where findings = 0 and not exists (select from ai_system s where s.name_key = u.name_key)
      for update`.execute(trx);
    await openShadowAi(trx, rows, at);
    return rows.length;
  });
}
