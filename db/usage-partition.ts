import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream } from './facts.ts';

/** A month of use, as UTC has it: "2026-11". */
type Month = string;

export function monthOf(instant: Instant): Month {
  return instant.slice(0, 7);
}

export function monthAfter(month: Month): Month {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7);
}

/** Makes a place for the use of these months, where there is none yet. */
export async function ensureUsagePartitions(db: Database, months: readonly Month[]): Promise<void> {
  for (const month of await withoutPartition(db, months)) {
    await inTransaction(db, async (trx) => {
      await lockStream(trx, 'usage-partition');
      const partition = sql.table(partitionOf(month));
      // Made beside the table and then attached: use goes on being written meanwhile.
      if ((await withoutPartition(trx, [month])).length === 0) return;
      await sql`create table ${partition} (like usage_event including constraints)`.execute(trx);
      await sql`
        alter table usage_event attach partition ${partition}
        for values from (${sql.lit(startOf(month))}) to (${sql.lit(startOf(monthAfter(month)))})`.execute(
        trx,
      );
    });
  }
}

async function withoutPartition(db: Database, months: readonly Month[]): Promise<Month[]> {
  const known = await partitionedMonths(db);
  return months.filter((month) => !known.includes(month));
}

/** Months that there is a place for, and whose use is all from before `instant`. */
export async function usagePartitionsBefore(db: DatabaseTransaction, instant: Instant): Promise<Month[]> {
  return (await partitionedMonths(db)).filter((month) => startOf(monthAfter(month)) <= instant);
}

async function partitionedMonths(db: Database | DatabaseTransaction): Promise<Month[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name
    from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'usage_event'::regclass
    order by relname`.execute(db);
  return rows.map(({ name }) => name.slice(-7).replace('_', '-'));
}

function partitionOf(month: Month): string {
  return `usage_event_${month.replace('-', '_')}`;
}

/** Throws the use of a month away, and says how much of it there was. */
export async function dropUsagePartition(trx: DatabaseTransaction, month: Month): Promise<number> {
  const partition = sql.table(partitionOf(month));
  const { rows } = await sql<{ events: number }>`select count(*) as events from ${partition}`.execute(trx);
  await sql`drop table ${partition}`.execute(trx);
  return rows[0]?.events ?? 0;
}

function startOf(month: Month): Instant {
  return `${month}-01T00:00:00.000Z`;
}
