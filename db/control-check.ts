import { type RawBuilder, sql } from 'kysely';
import { type CheckId, checkIds, type CheckResult } from '../domain/control.ts';
import type { Instant } from '../domain/decider.ts';
import { checksOfGovernance } from './control-check-governance.ts';
import { checksOfPeople } from './control-check-people.ts';
import { checksOfUse } from './control-check-use.ts';
import type { RecordsAt } from './control-records.ts';
import type { Database } from './database.ts';

const checks: Record<CheckId, RecordsAt> = { ...checksOfUse, ...checksOfPeople, ...checksOfGovernance };

/** A record that does not show what it must. */
export interface FailingRecord {
  stream: string;
  title: string;
}

/** What every check finds at an instant, in one look; among the records whose `stream` is `within` a scope, where it says. */
export async function evaluateChecks(
  db: Database,
  at: Instant,
  within: RawBuilder<unknown> = sql`true`,
): Promise<Map<CheckId, CheckResult>> {
  const counts = checkIds.map(
    (id) => sql`
      select ${id}::text as id, count(*)::integer as population, (count(*) filter (where fails))::integer as failing
      from (${checks[id](at)}) record where ${within}`,
  );
  const { rows } = await sql<CheckResult & { id: CheckId }>`
    ${sql.join(counts, sql` union all `)}`.execute(db);
  return new Map(rows.map(({ id, ...result }) => [id, result]));
}

/** The records in which a check fails, by their titles, after `after`. */
export async function failingRecords(
  db: Database,
  check: CheckId,
  at: Instant,
  limit: number,
  after?: FailingRecord,
  within: RawBuilder<unknown> = sql`true`,
): Promise<FailingRecord[]> {
  const { rows } = await sql<FailingRecord>`
    select stream, title from (${checks[check](at)}) record
    where fails and ${within} and ${
      after === undefined ? sql`true` : sql`(title, stream) > (${after.title}, ${after.stream})`
    }
    order by title, stream
    limit ${limit}`.execute(db);
  return rows;
}
