import { type RawBuilder, sql } from 'kysely';
import type { RecordsAt } from './control-records.ts';

/** Days back within which use is looked at, where all of it would be too much. */
const lately = 30;

const inUse = sql`s.state in ('live', 'suspended')`;

function ofSystems(fails: RawBuilder<unknown>, which: RawBuilder<unknown> = inUse): RawBuilder<unknown> {
  return sql`select 'ai-system/' || s.id as stream, s.name as title, ${fails} as fails from ai_system s where ${which}`;
}

/** What the records say of AI systems in use, and of what is used beside them. */
export const checksOfUse = {
  approved_before_use: () =>
    ofSystems(sql`exists (
      select from usage_total t where t.system_id = s.id and t.first_used_at < s.opened_at)`),
  shadow_ai_settled: (at) => sql`
    select 'shadow-ai/' || f.id as stream, f.name as title,
           coalesce(f.settled_at, ${at}::timestamptz) > f.due_at as fails
    from shadow_ai f where f.settled_at is not null or f.due_at <= ${at}::timestamptz`,
  vendors_approved: () =>
    ofSystems(
      sql`not exists (select from vendor v where v.id = s.vendor_id and v.state = 'approved')`,
      sql`${inUse} and s.vendor_id is not null`,
    ),
  use_checked: (at) =>
    ofSystems(
      sql`not exists (
        select from usage_check c
        where c.system_id = s.id and c.at > ${at}::timestamptz - make_interval(days => ${lately}))`,
      sql`${inUse} and exists (
        select from usage_total t
        where t.system_id = s.id and t.last_used_at > ${at}::timestamptz - make_interval(days => ${lately}))`,
    ),
  use_within_scope: (at) =>
    ofSystems(
      sql`exists (
        select from usage_event u
        where u.system_id = s.id and u.used_at > ${at}::timestamptz - make_interval(days => ${lately})
          and u.data_class is not null and not s.detail #> '{scope,dataClasses}' ? u.data_class)`,
      sql`${inUse} and exists (
        select from usage_total t
        where t.system_id = s.id and t.last_used_at > ${at}::timestamptz - make_interval(days => ${lately}))`,
    ),
  boundaries_set: () =>
    ofSystems(sql`s.detail->'boundaries' = '[]'`, sql`${inUse} and s.tier in ('high', 'critical')`),
  systems_reviewed: (at) => ofSystems(sql`s.next_review_at <= ${at}::timestamptz`),
  use_audited: (at) => sql`
    select 'usage-audit/' || a.id as stream, a.detail->>'name' as title,
           coalesce(a.signed_at, ${at}::timestamptz) > (a.detail->>'dueAt')::timestamptz as fails
    from usage_audit a
    where a.signed_at is not null
       or a.state <> 'called_off' and (a.detail->>'dueAt')::timestamptz <= ${at}::timestamptz`,
} satisfies Record<string, RecordsAt>;
