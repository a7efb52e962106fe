import { sql } from 'kysely';
import type { SignOffTier } from '../domain/approval-policy.ts';
import type { Boundary } from '../domain/boundary.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import type { Database } from './database.ts';
import { nameKey } from './name-key.ts';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What the inventory says of a system, as far as its use is concerned. */
export interface MeantSystem {
  id: string;
  tier: SignOffTier;
  boundaries: Boundary[];
}

/**
 * The systems that events name, by id, by name or by another name that is known; undefined for what is not in the
 * inventory. Of several with one name, the one that is still in use.
 */
export async function systemsMeant(
  db: Database,
  events: readonly Pick<UsageEvent, 'system'>[],
): Promise<(event: Pick<UsageEvent, 'system'>) => MeantSystem | undefined> {
  const named = [...new Set(events.map(({ system }) => system))];
  const keys = named.map(nameKey);
  const { rows } = await sql<MeantSystem & { nameKey: string }>`
    select s.id, named.key as "nameKey", s.tier, s.detail->'boundaries' as boundaries
    from (
      select id, name_key as key, true as own from ai_system
      where id = any(${named.filter((name) => uuid.test(name))}::uuid[]) or name_key = any(${keys})
      union all
      select system_id, name_key, false from ai_system_alias where name_key = any(${keys})
    ) named
    join ai_system s using (id)
    order by s.state <> 'decommissioned', named.own, s.opened_at`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byName = new Map(rows.map((row) => [row.nameKey, row]));
  const meant = new Map(
    named.map((name) => [name, byId.get(name.toLowerCase()) ?? byName.get(nameKey(name))]),
  );
  return ({ system }) => meant.get(system);
}
