import { sql } from 'kysely';
import type { DataClass } from '../domain/adoption-request-content.ts';
import type { AiSystem } from '../domain/ai-system-state.ts';
import type { Instant } from '../domain/decider.ts';
import { type AuditFigures, longestList } from '../domain/usage-audit-figures.ts';
import type { DatabaseTransaction } from './database.ts';
import { nameKey } from './name-key.ts';

/** Whose use is looked at, and when it was: from `since` until before `until`. */
export interface AuditedUse {
  id: string;
  system: AiSystem;
  since: Instant;
  until: Instant;
  /** When the audit before gathered its figures; null where there was none. */
  lookedAt: Instant | null;
}

/** Somebody whom the directory does not know, by the name that was told. */
export interface UnknownUser {
  number: number;
  name: string;
  lastUsedAt: Instant;
}

type UseFigures = Pick<
  AuditFigures,
  | 'uses'
  | 'cost'
  | 'earlierUses'
  | 'people'
  | 'months'
  | 'purposes'
  | 'dataClasses'
  | 'usersOutOfScope'
  | 'unknownUsers'
  | 'unnamedUses'
  | 'unused'
>;

interface Summed extends Omit<UseFigures, 'unused' | 'unknownUsers'> {
  unknown: { total: number; items: (UnknownUser & { uses: number })[] };
  usedPurposes: string[];
  usedDataClasses: DataClass[];
  unusedPeople: number;
}

/** Sums of the uses by all that an approval is about: when, for what, with which data and by whom. */
export async function sumUse(
  trx: DatabaseTransaction,
  use: AuditedUse,
): Promise<UseFigures & { unknown: UnknownUser[] }> {
  const { purposes, dataClasses } = use.system.scope;
  const { unknown, usedPurposes, usedDataClasses, unusedPeople, ...figures } = await sums(trx, use);
  return {
    ...figures,
    unknownUsers: {
      total: unknown.total,
      items: unknown.items.map(({ number, uses }) => ({ number, uses })),
    },
    unused: {
      purposes: purposes.filter((purpose) => !usedPurposes.includes(nameKey(purpose))),
      dataClasses: dataClasses.filter((one) => !usedDataClasses.includes(one)),
      people: unusedPeople,
    },
    unknown: unknown.items,
  };
}

async function sums(
  trx: DatabaseTransaction,
  { id, system, since, until, lookedAt }: AuditedUse,
): Promise<Summed> {
  const { purposes, dataClasses, users } = system.scope;
  const { rows } = await sql<{ sums: Summed }>`
    with told as (
      -- Millions of rows become thousands here; what takes its time is done to those.
      select date_trunc('month', used_at, 'UTC') as month, person_id, person_name, data_class, purpose,
             sum(requests) as uses, sum(cost) as cost, max(used_at) as last_used_at
      from usage_event
      where system_id = ${id} and used_at >= ${since}::timestamptz and used_at < ${until}::timestamptz
      group by 1, 2, 3, 4, 5
    ),
    used as materialized (
      select to_char(month at time zone 'UTC', 'YYYY-MM') as month, person_id, lower(person_name) as person_key, person_name,
             data_class, lower(regexp_replace(btrim(purpose), '\\s+', ' ', 'g')) as purpose_key, purpose, uses,
             coalesce(cost, 0) as cost, last_used_at
      from told
    ),
    by_purpose as (
      select purpose_key, left(min(purpose), 200) as name, sum(uses) as uses,
             coalesce(purpose_key = any(${purposes.map(nameKey)}::text[]), false) as in_scope
      from used group by 1
    ),
    by_class as (
      select data_class as name, sum(uses) as uses, coalesce(data_class = any(${dataClasses}::text[]), false) as in_scope
      from used group by 1
    ),
    by_person as (
      select person_id, sum(uses) as uses from used where person_id is not null group by 1
    ),
    outside as (
      select b.person_id, b.uses
      from by_person b left join person p on p.id = b.person_id
      where not (
        ${users.everyone} or b.person_id = any(${users.people}::text[])
        or coalesce(p.team = any(${users.teams}::text[]), false)
        or exists (select from person_role r where r.person_id = b.person_id and r.role = any(${users.roles}::text[])))
    ),
    unknown as (
      select row_number() over (order by sum(uses) desc, person_key) as number, left(min(person_name), 200) as name,
             sum(uses) as uses, max(last_used_at) as last_used_at
      from used where person_key is not null group by person_key
    )
    select jsonb_build_object(
      'uses', (select coalesce(sum(uses), 0) from used),
      'cost', (select coalesce(sum(cost), 0) from used),
      'earlierUses', (
        select coalesce(sum(requests), 0) from usage_event
        where system_id = ${id} and used_at < ${since}::timestamptz
          and received_at > coalesce(${lookedAt}::timestamptz, '-infinity')),
      'people', (select count(*) from by_person),
      'months', (
        select coalesce(jsonb_agg(jsonb_build_object('month', month, 'uses', uses, 'cost', cost) order by month), '[]')
        from (select month, sum(uses) as uses, sum(cost) as cost from used group by 1) by_month),
      'purposes', jsonb_build_object(
        'total', (select count(*) from by_purpose),
        'items', (
          select coalesce(jsonb_agg(jsonb_build_object('name', name, 'uses', uses, 'inScope', in_scope)
                                    order by in_scope, uses desc, name), '[]')
          from (select * from by_purpose order by in_scope, uses desc, name limit ${longestList}) first)),
      'dataClasses', (
        select coalesce(jsonb_agg(jsonb_build_object('name', name, 'uses', uses, 'inScope', in_scope)
                                  order by in_scope, uses desc, name), '[]')
        from by_class),
      'usersOutOfScope', jsonb_build_object(
        'total', (select count(*) from outside),
        'items', (
          select coalesce(jsonb_agg(jsonb_build_object('person', person_id, 'uses', uses) order by uses desc, person_id), '[]')
          from (select * from outside order by uses desc, person_id limit ${longestList}) first)),
      'unknown', jsonb_build_object(
        'total', (select count(*) from unknown),
        'items', (
          select coalesce(jsonb_agg(jsonb_build_object('number', number, 'name', name, 'uses', uses,
                                                       'lastUsedAt', last_used_at) order by number), '[]')
          from (select * from unknown order by number limit ${longestList}) first)),
      'unnamedUses', (select coalesce(sum(uses), 0) from used where person_id is null and person_key is null),
      'usedPurposes', (select coalesce(jsonb_agg(purpose_key), '[]') from by_purpose where in_scope),
      'usedDataClasses', (select coalesce(jsonb_agg(name), '[]') from by_class where in_scope),
      'unusedPeople', (
        select count(*) from unnest(${users.people}::text[]) named(person)
        where not exists (select from by_person b where b.person_id = named.person))
    ) as sums`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('sums have one row');
  return row.sums;
}
