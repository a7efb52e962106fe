import { sql } from 'kysely';
import {
  type ApprovedSystem,
  type ApprovedSystems,
  mostApprovedSystems,
} from '../domain/approved-systems.ts';
import type { Database } from './database.ts';

/** What may be used now and with which data, by name; as many as a table holds. */
export async function approvedSystems(db: Database): Promise<ApprovedSystems> {
  const { rows } = await sql<ApprovedSystem & { total: number }>`
    select system_name as "system", title as "use", detail->'content'->'data'->'classes' as "dataClasses",
           (detail->'content'->'data'->'providerMayTrain')::boolean as "providerMayTrain",
           count(*) over () as "total"
    from adoption_request
    where state in ('approved', 'approved_with_conditions')
    order by lower(system_name), lower(title), id
    limit ${mostApprovedSystems}`.execute(db);
  const systems = rows.map(({ system, use, dataClasses, providerMayTrain }) => ({
    system,
    use,
    dataClasses,
    providerMayTrain,
  }));
  return { systems, total: rows[0]?.total ?? 0 };
}
