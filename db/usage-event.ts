import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { uses } from '../domain/boundary-breach.ts';
import type { UsageEvent } from '../domain/usage-event.ts';
import { arrayLiteral } from './array-literal.ts';
import type { DatabaseTransaction } from './database.ts';

/** A use and the system that it is of; null where the inventory has none of that name. */
export type PlacedUse = UsageEvent & { systemId: string | null };

/**
 * Puts uses down, adds them to the sums of their minutes and hours, and returns the places of those that are there already:
 * they add nothing. All by one statement, in the order of their key, so that two batches with the same events wait for
 * each other and never both. Nothing in `events` may be there twice, and there must be a partition for each.
 */
export async function putDownUses(
  trx: DatabaseTransaction,
  events: readonly PlacedUse[],
  at: Instant,
): Promise<Set<number>> {
  const column = (read: (use: PlacedUse) => string | number | null) => arrayLiteral(events.map(read));
  const { rows } = await sql<{ place: number }>`
    with given as (
      select * from unnest(
        ${arrayLiteral([...events.keys()])}::integer[],
        ${column(({ usedAt }) => usedAt)}::timestamptz[],
        ${column(({ source }) => source)}::text[],
        ${column(({ id }) => id)}::text[],
        ${column(({ systemId }) => systemId)}::uuid[],
        ${column(({ systemId, system }) => (systemId === null ? system : null))}::text[],
        ${column(({ person }) => person)}::text[],
        ${column(({ purpose }) => purpose)}::text[],
        ${column(({ dataClass }) => dataClass)}::text[],
        ${column(({ tokens }) => tokens)}::bigint[],
        ${column(({ requests }) => requests)}::integer[],
        ${column(({ cost }) => cost)}::numeric[],
        ${column(({ measurements }) => textOrNull(measurements))}::text[],
        ${column(({ flags }) => textOrNull(flags))}::text[],
        ${column(({ promptHash }) => promptHash)}::text[],
        ${column(({ outputHash }) => outputHash)}::text[]
      ) as given (
        place, used_at, source, event_id, system_id, system_name, person, purpose, data_class, tokens, requests, cost,
        measurements, flags, prompt_hash, output_hash)
    ),
    inserted as (
      insert into usage_event (
        used_at, source, event_id, received_at, system_id, system_name, person_id, person_name, purpose, data_class,
        tokens, requests, cost, measurements, flags, prompt_hash, output_hash)
      select given.used_at, given.source, given.event_id, ${at}::timestamptz, given.system_id, given.system_name,
             coalesce(by_id.id, by_name.id),
             case when by_id.id is null and by_name.id is null then given.person end,
             given.purpose, given.data_class, given.tokens, given.requests, round(given.cost, 9),
             given.measurements::jsonb,
             case when given.flags is not null then array(select jsonb_array_elements_text(given.flags::jsonb)) end,
             given.prompt_hash, given.output_hash
      from given
      left join person by_id on by_id.id = given.person
      left join person by_name on lower(by_name.user_name) = lower(given.person)
      order by given.used_at, given.source, given.event_id
      on conflict do nothing
      returning used_at, source, event_id, system_id, requests, cost, measurements
    ),
    minutely as (
      select system_id, metric, date_bin('1 minute', used_at, '2000-01-01Z') as start,
             sum(samples) as samples, sum(value) as total
      from inserted
      cross join lateral (
        select ${uses} as metric, requests as samples, coalesce(cost, 0) as value
        union all
        select key, 1, round(value::numeric, 9) from jsonb_each(measurements)
      ) measured
      where system_id is not null
      group by 1, 2, 3
    ),
    added as (
      insert into usage_bucket as bucket (system_id, metric, minutes, start, samples, total)
      select system_id, metric, 1, start, samples, total from minutely
      union all
      select system_id, metric, 60, date_bin('1 hour', start, '2000-01-01Z'), sum(samples), sum(total)
      from minutely group by 1, 2, 4
      order by 1, 2, 3, 4
      on conflict (system_id, metric, minutes, start) do update
      set samples = bucket.samples + excluded.samples, total = bucket.total + excluded.total
    )
    -- Most often all of them are new, and need not be looked for one by one.
    select place from given
    where (select count(*) from inserted) < ${events.length} and not exists (
      select from inserted
      where inserted.used_at = given.used_at and inserted.source = given.source and inserted.event_id = given.event_id)
  `.execute(trx);
  return new Set(rows.map(({ place }) => place));
}

/** Tens of thousands of rows are sorted in memory; and a plan that is used once is not worth compiling. */
export async function planForMany(trx: DatabaseTransaction): Promise<void> {
  await sql`select set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`.execute(trx);
}

/** As JSON; nothing for what has nothing in it. */
function textOrNull(value: object): string | null {
  for (const _key in value) return JSON.stringify(value);
  return null;
}
