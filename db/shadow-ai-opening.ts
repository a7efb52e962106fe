import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { system as itself } from '../domain/identity.ts';
import { dismissedDays } from '../domain/shadow-ai.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction } from './facts.ts';
import { membersInTurn } from './notification-turn.ts';
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
  const owners = await membersInTurn(trx, 'compliance_manager', toBeFound.length, at);
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
