import { sql } from 'kysely';
import { uses } from '../domain/boundary-breach.ts';
import type { Instant } from '../domain/decider.ts';
import type { Database } from './database.ts';

/** How long the parts of a series are; days are those of UTC. */
export const seriesSteps = ['hour', 'day'] as const;
export type SeriesStep = (typeof seriesSteps)[number];

export const stepMs: Record<SeriesStep, number> = { hour: 3_600_000, day: 86_400_000 };

/** The use of a system within one step from `start`. */
export interface UsagePoint {
  start: Instant;
  uses: number;
  cost: number;
  metrics: Record<string, { mean: number; samples: number }>;
}

/** The use of a system from `from` until before `until`, both at the start of an hour; steps without any are left out. */
export async function usageSeries(
  db: Database,
  system: string,
  { from, until, step }: { from: Instant; until: Instant; step: SeriesStep },
): Promise<UsagePoint[]> {
  const { rows } = await sql<UsagePoint>`
    select start,
           coalesce(max(samples) filter (where metric = ${uses}), 0)::float8 as uses,
           coalesce(max(total) filter (where metric = ${uses}), 0)::float8 as cost,
           coalesce(
             jsonb_object_agg(metric, jsonb_build_object('mean', round(total / samples, 9), 'samples', samples))
               filter (where metric <> ${uses}),
             '{}') as metrics
    from (
      select metric, date_trunc(${step}, start, 'UTC') as start, sum(samples) as samples, sum(total) as total
      from usage_bucket
      where system_id = ${system} and minutes = 60 and start >= ${from}::timestamptz and start < ${until}::timestamptz
      group by 1, 2
    ) summed
    group by start
    order by start`.execute(db);
  return rows;
}
