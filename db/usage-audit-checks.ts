import { sql } from 'kysely';
import { type AuditFigures, longestList } from '../domain/usage-audit-figures.ts';
import type { DatabaseTransaction } from './database.ts';
import type { AuditedUse } from './usage-audit-use.ts';

/** What whoever asked whether they might use the system was told, and why not. */
export async function checkFigures(
  trx: DatabaseTransaction,
  { id, since, until }: AuditedUse,
): Promise<AuditFigures['checks']> {
  const { rows } = await sql<{ checks: AuditFigures['checks'] }>`
    with asked as materialized (
      select allowed, denials, count(*) as checks from usage_check
      where system_id = ${id} and at >= ${since}::timestamptz and at < ${until}::timestamptz
      group by 1, 2
    )
    select jsonb_build_object(
      'allowed', (select coalesce(sum(checks), 0) from asked where allowed),
      'denied', (select coalesce(sum(checks), 0) from asked where not allowed),
      'reasons', (
        select coalesce(jsonb_agg(jsonb_build_object('reason', reason, 'checks', checks) order by checks desc, reason), '[]')
        from (
          select reason, sum(checks) as checks
          from asked cross join lateral (
            select distinct denial ->> 'reason' as reason from jsonb_array_elements(denials) denial) given
          group by 1) by_reason)
    ) as checks`.execute(trx);
  return rows[0]?.checks ?? { allowed: 0, denied: 0, reasons: [] };
}

/** Boundaries that were broken with what came of each, and what else somebody had to look at. */
export async function breachFigures(
  trx: DatabaseTransaction,
  { id, since, until }: AuditedUse,
): Promise<Pick<AuditFigures, 'breaches' | 'otherCases'>> {
  const { rows } = await sql<Pick<AuditFigures, 'breaches' | 'otherCases'>>`
    with broken as materialized (
      select b.case_id, b.boundary_id, b.detail #>> '{boundary,statement}' as statement, b.opened_at, b.settled_at,
             c.state, c.decision
      from boundary_breach b left join oversight_case c on c.id = b.case_id
      where b.system_id = ${id} and b.opened_at >= ${since}::timestamptz and b.opened_at < ${until}::timestamptz
    )
    select
      jsonb_build_object(
        'total', (select count(*) from broken),
        'items', (
          select coalesce(jsonb_agg(jsonb_build_object(
                   'case', case_id, 'boundary', boundary_id, 'statement', statement,
                   'openedAt', ${utc(sql`opened_at`)}, 'settledAt', ${utc(sql`settled_at`)},
                   'state', state, 'decision', decision) order by opened_at desc, case_id), '[]')
          from (select * from broken order by opened_at desc, case_id limit ${longestList}) newest)) as breaches,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'cases', cases) order by kind), '[]')
       from (select kind, count(*) as cases from oversight_case
             where system_id = ${id} and kind <> 'breach'
               and opened_at >= ${since}::timestamptz and opened_at < ${until}::timestamptz
             group by 1) by_kind) as "otherCases"`.execute(trx);
  return rows[0] ?? { breaches: { total: 0, items: [] }, otherCases: [] };
}

/** As instants are written everywhere else: JSON of the database has them in its session's time zone. */
export function utc(instant: ReturnType<typeof sql>) {
  return sql`to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
