import { type RawBuilder, sql } from 'kysely';
import type { CheckId, CheckResult, Statement } from '../domain/control.ts';
import { statements } from '../domain/control-catalogue.ts';
import { checksOfGovernance } from './control-check-governance.ts';
import { checksOfPeople } from './control-check-people.ts';
import { checksOfUse } from './control-check-use.ts';
import { evidenceInForce } from './control-evidence.ts';
import type { RecordsAt, RecordsWindow } from './control-records.ts';
import type { Database, DatabaseTransaction } from './database.ts';

const checks: Record<CheckId, RecordsAt> = { ...checksOfUse, ...checksOfPeople, ...checksOfGovernance };

/** A record that does not show what it must. */
export interface FailingRecord {
  stream: string;
  title: string;
}

function recordsOf(statement: Statement, window: RecordsWindow): RawBuilder<unknown> {
  return statement.check === 'manual' ? evidenceInForce(statement, window) : checks[statement.check](window);
}

/**
 * What the records show of statements, by their ids, each in its own window: in one look. Of those records whose `stream` is
 * `within` a scope, where it says.
 */
export async function evaluateStatements(
  db: Database | DatabaseTransaction,
  windowOf: (statement: string) => RecordsWindow,
  asked: readonly Statement[] = statements,
  within: RawBuilder<unknown> = sql`true`,
): Promise<Map<string, CheckResult>> {
  if (asked.length === 0) return new Map();
  const counts = asked.map(
    (statement) => sql`
      select ${statement.id}::text as id, count(*)::integer as population,
             (count(*) filter (where fails))::integer as failing
      from (${recordsOf(statement, windowOf(statement.id))}) record where ${within}`,
  );
  const { rows } = await sql<CheckResult & { id: string }>`
    ${sql.join(counts, sql` union all `)}`.execute(db);
  return new Map(rows.map(({ id, ...result }) => [id, result]));
}

/** The records in which a statement fails, by their titles, after `after`. */
export async function failingRecords(
  db: Database,
  statement: Statement,
  window: RecordsWindow,
  limit: number,
  after?: FailingRecord,
  within: RawBuilder<unknown> = sql`true`,
): Promise<FailingRecord[]> {
  const { rows } = await sql<FailingRecord>`
    select stream, title from (${recordsOf(statement, window)}) record
    where fails and ${within} and ${
      after === undefined ? sql`true` : sql`(title, stream) > (${after.title}, ${after.stream})`
    }
    order by title, stream
    limit ${limit}`.execute(db);
  return rows;
}
