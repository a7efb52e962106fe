import { sql } from 'kysely';
import {
  longestWindowMinutes,
  measuredBy,
  type WindowBoundary,
  type WindowTotal,
} from '../domain/boundary-breach.ts';
import type { Instant } from '../domain/decider.ts';
import type { DatabaseTransaction } from './database.ts';

/** A boundary to look at, over the windows that the minutes `from` … `to` of its system's use are part of. */
export interface WatchedBoundary {
  system: string;
  boundary: WindowBoundary;
  from: Instant;
  to: Instant;
  /** When somebody last settled a breach of it: what they had before them is not held against it again. */
  settledAt: Instant | null;
}

/** What was seen in the window that ends with this minute. */
export interface EndedWindow extends WindowTotal {
  /** Of the boundary among those asked about. */
  place: number;
  until: Instant;
}

/** Minutes up to which hours would save nothing. */
const shortWindow = 120;

/**
 * Every window of each boundary that ends with a minute in which there was something, and holds one of the minutes asked
 * about; earliest first. So however late an event comes, the windows after it are looked at again. A long window is added
 * up from whole hours and the minutes around them, a short one from its minutes.
 */
export async function windowsOf(
  trx: DatabaseTransaction,
  watched: readonly WatchedBoundary[],
  at: Instant,
): Promise<EndedWindow[]> {
  if (watched.length === 0) return [];
  const column = <Value>(read: (one: WatchedBoundary) => Value) => watched.map(read);
  const { rows } = await sql<EndedWindow>`
    select asked.place, ended.start as until, seen.samples, seen.total
    from unnest(
      ${[...watched.keys()]}::integer[], ${column(({ system }) => system)}::uuid[],
      ${column(({ boundary }) => measuredBy(boundary))}::text[],
      ${column(({ boundary }) => boundary.windowMinutes)}::integer[],
      ${column(({ from }) => from)}::timestamptz[], ${column(({ to }) => to)}::timestamptz[],
      ${column(({ settledAt }) => settledAt)}::timestamptz[]) as asked (place, system_id, metric, minutes, low, high, settled_at)
    cross join lateral (
      -- Minutes are kept for as long as windows reach back from there, and no longer.
      select start, greatest(
               start - make_interval(mins => asked.minutes - 1),
               date_trunc('minute', asked.settled_at) + interval '1 minute') as beginning
      from usage_bucket
      where system_id = asked.system_id and metric = asked.metric and minutes = 1
        and start >= greatest(
          asked.low, ${at}::timestamptz - make_interval(mins => ${longestWindowMinutes}),
          date_trunc('minute', asked.settled_at) + interval '1 minute')
        and start < asked.high + make_interval(mins => asked.minutes)
    ) ended
    cross join lateral (
      select date_bin('1 hour', beginning + interval '59 minutes', '2000-01-01Z') as first_hour,
             date_bin('1 hour', start + interval '1 minute', '2000-01-01Z') as hours_end
    ) whole
    cross join lateral (
      select sum(samples)::float8 as samples, sum(total)::float8 as total
      from (
        select samples, total from usage_bucket
        where asked.minutes <= ${shortWindow} and system_id = asked.system_id and metric = asked.metric and minutes = 1
          and start >= ended.beginning and start <= ended.start
        union all
        select samples, total from usage_bucket
        where asked.minutes > ${shortWindow} and system_id = asked.system_id and metric = asked.metric and minutes = 1
          and start >= ended.beginning and start < whole.first_hour and start <= ended.start
        union all
        select samples, total from usage_bucket
        where asked.minutes > ${shortWindow} and system_id = asked.system_id and metric = asked.metric and minutes = 60
          and start >= whole.first_hour and start < whole.hours_end
        union all
        select samples, total from usage_bucket
        where asked.minutes > ${shortWindow} and system_id = asked.system_id and metric = asked.metric and minutes = 1
          and start >= greatest(whole.first_hour, whole.hours_end) and start <= ended.start
      ) part
    ) seen
    order by asked.place, ended.start`.execute(trx);
  return rows;
}
