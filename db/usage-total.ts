import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** All use of a system so far. */
export interface UsageTotal {
  uses: number;
  cost: number;
  firstUsedAt: Instant;
  lastUsedAt: Instant;
}

/**
 * Adds to the totals of systems. From then on, until the transaction ends, nobody else does: whoever looks at the
 * boundaries of one of these systems afterwards sees all that came before.
 */
export async function addToTotals(
  trx: DatabaseTransaction,
  totals: ReadonlyMap<string, UsageTotal>,
): Promise<void> {
  const systems = [...totals.keys()];
  const column = <Value>(read: (total: UsageTotal) => Value) => [...totals.values()].map(read);
  await sql`
    insert into usage_total as known (system_id, uses, cost, first_used_at, last_used_at)
    select * from unnest(
      ${systems}::uuid[], ${column(({ uses }) => uses)}::bigint[], ${column(({ cost }) => cost)}::numeric[],
      ${column(({ firstUsedAt }) => firstUsedAt)}::timestamptz[],
      ${column(({ lastUsedAt }) => lastUsedAt)}::timestamptz[]) as given (system_id, uses, cost, first_used_at, last_used_at)
    order by system_id
    on conflict (system_id) do update
    set uses = known.uses + excluded.uses, cost = known.cost + excluded.cost,
        first_used_at = least(known.first_used_at, excluded.first_used_at),
        last_used_at = greatest(known.last_used_at, excluded.last_used_at)`.execute(trx);
}

/** Undefined for a system that nobody has told any use of. */
export async function usageTotalOf(db: Database, system: string): Promise<UsageTotal | undefined> {
  const { rows } = await sql<UsageTotal>`
    select uses, cost::float8 as cost, first_used_at as "firstUsedAt", last_used_at as "lastUsedAt"
    from usage_total where system_id = ${system}`.execute(db);
  return rows[0];
}
