import { sql } from 'kysely';
import {
  type ApprovedSystem,
  type ApprovedSystems,
  mostApprovedSystems,
} from '../domain/approved-systems.ts';
import type { Database } from './database.ts';

/** What may be used and with which data, by name; as many as a table holds. What is suspended or ended is not among them. */
export async function approvedSystems(db: Database): Promise<ApprovedSystems> {
  const { rows } = await sql<ApprovedSystem & { total: number }>`
    select s.name as "system", s.title as "use", s.detail #> '{scope,dataClasses}' as "dataClasses",
           coalesce((r.detail #>> '{content,data,providerMayTrain}')::boolean, false) as "providerMayTrain",
           count(*) over () as "total"
    from ai_system s
    left join adoption_request r on r.id = (s.detail #>> '{requests,-1}')::uuid
    where s.state in ('approved', 'live')
    order by s.name_key, lower(s.title), s.id
    limit ${mostApprovedSystems}`.execute(db);
  const systems = rows.map(({ system, use, dataClasses, providerMayTrain }) => ({
    system,
    use,
    dataClasses,
    providerMayTrain,
  }));
  return { systems, total: rows[0]?.total ?? 0 };
}
