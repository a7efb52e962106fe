import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';

/** A system that is used and is not in the inventory. */
export interface UnknownSystem {
  /** The key of its name: it has no other. */
  nameKey: string;
  name: string;
  firstSeen: Instant;
  lastSeen: Instant;
  events: number;
  /** How many different people were named. */
  people: number;
}

/** Counts uses of systems that the inventory does not have, by their names. */
export async function countUnknownSystems(
  trx: DatabaseTransaction,
  events: readonly Pick<UsageEvent, 'system' | 'person' | 'usedAt'>[],
): Promise<void> {
  if (events.length === 0) return;
  const given = events.map(({ system, person, usedAt }) => ({
    system,
    key: nameKey(system),
    person,
    usedAt,
  }));
  await sql`
    insert into unknown_system as known (name_key, name, first_seen, last_seen, events)
    select name_key, (array_agg(name order by used_at desc))[1], min(used_at), max(used_at), count(*)
    from unnest(
      ${given.map(({ key }) => key)}::text[], ${given.map(({ system }) => system.trim())}::text[],
      ${given.map(({ usedAt }) => usedAt)}::timestamptz[]) as given (name_key, name, used_at)
    group by name_key
    order by name_key
    on conflict (name_key) do update
    set events = known.events + excluded.events,
        name = case when excluded.last_seen >= known.last_seen then excluded.name else known.name end,
        first_seen = least(known.first_seen, excluded.first_seen),
        last_seen = greatest(known.last_seen, excluded.last_seen)`.execute(trx);
  await sql`
    with fresh as (
      insert into unknown_system_person (name_key, person)
      select distinct name_key, lower(person)
      from unnest(${given.map(({ key }) => key)}::text[], ${given.map(({ person }) => person)}::text[])
        as given (name_key, person)
      where person is not null
      order by 1, 2
      on conflict do nothing
      returning name_key
    )
    update unknown_system set people = unknown_system.people + counted.people
    from (select name_key, count(*) as people from fresh group by name_key) counted
    where unknown_system.name_key = counted.name_key`.execute(trx);
}

/** Where a page ends: by when it was last seen, then by name. */
export type UnknownSystemPosition = Pick<UnknownSystem, 'lastSeen' | 'nameKey'>;

/** Those that the inventory still does not have, last seen first. */
export async function listUnknownSystems(
  db: Database,
  limit: number,
  after?: UnknownSystemPosition,
): Promise<UnknownSystem[]> {
  const { rows } = await sql<UnknownSystem>`
    select name_key as "nameKey", name, first_seen as "firstSeen", last_seen as "lastSeen", events, people
    from unknown_system unknown
    where not exists (select from ai_system where ai_system.name_key = unknown.name_key)
    ${
      after === undefined
        ? sql``
        : sql`and (last_seen, name_key) < (${after.lastSeen}::timestamptz, ${after.nameKey})`
    }
    order by last_seen desc, name_key desc
    limit ${limit}`.execute(db);
  return rows;
}
