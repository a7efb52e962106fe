import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import type { DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';
import { openShadowAi } from './shadow-ai-opening.ts';

/** Counts uses of systems that the register does not have, by their names, and has a finding opened of each. */
export async function countUnknownSystems(
  trx: DatabaseTransaction,
  events: readonly Pick<UsageEvent, 'system' | 'person' | 'usedAt'>[],
  at: Instant,
): Promise<void> {
  if (events.length === 0) return;
  const given = events.map(({ system, person, usedAt }) => ({
    system,
    key: nameKey(system),
    person,
    usedAt,
  }));
  const { rows: sightings } = await sql<{ key: string; usedAt: Instant }>`
    with given as (
      select name_key, (array_agg(name order by used_at desc))[1] as name,
             min(used_at) as first_seen, max(used_at) as last_seen, count(*) as events
      from unnest(
        ${given.map(({ key }) => key)}::text[], ${given.map(({ system }) => system.trim())}::text[],
        ${given.map(({ usedAt }) => usedAt)}::timestamptz[]) as given (name_key, name, used_at)
      group by name_key
    ),
    counted as (
      insert into unknown_system as known (name_key, name, first_seen, last_seen, events)
      select name_key, name, first_seen, last_seen, events from given
      order by name_key
      on conflict (name_key) do update
      set events = known.events + excluded.events,
          name = case when excluded.last_seen >= known.last_seen then excluded.name else known.name end,
          first_seen = least(known.first_seen, excluded.first_seen),
          last_seen = greatest(known.last_seen, excluded.last_seen)
    )
    select name_key as key, last_seen as "usedAt" from given`.execute(trx);
  await countPeople(trx, given);
  await openShadowAi(trx, sightings, at);
}

/** Whoever is named by id and by user name is one. */
async function countPeople(
  trx: DatabaseTransaction,
  given: readonly { key: string; person: string | null }[],
): Promise<void> {
  await sql`
    with fresh as (
      insert into unknown_system_person (name_key, person)
      select distinct given.name_key, coalesce(by_name.id, lower(given.person))
      from unnest(${given.map(({ key }) => key)}::text[], ${given.map(({ person }) => person)}::text[])
        as given (name_key, person)
      left join person by_name on lower(by_name.user_name) = lower(given.person)
      where given.person is not null
      order by 1, 2
      on conflict do nothing
      returning name_key
    )
    update unknown_system set people = unknown_system.people + counted.people
    from (select name_key, count(*) as people from fresh group by name_key) counted
    where unknown_system.name_key = counted.name_key`.execute(trx);
}
