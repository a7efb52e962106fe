import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { isLate, isWithin, type RecordsAt } from './control-records.ts';

/** Days back within which use is looked at, where all of it would be too much. */
const lately = 30;

const inUse = sql`s.state in ('live', 'suspended')`;

function ofSystems(
  fails: RawBuilder<unknown>,
  which: RawBuilder<unknown> = inUse,
  joined: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  return sql`
    select 'ai-system/' || s.id as stream, s.name as title, ${fails} as fails
    from ai_system s ${joined} where ${which}`;
}

function isOfLate(at: Instant, instant: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${instant} > ${at}::timestamptz - make_interval(days => ${lately})`;
}

/** What the records say of AI systems in use, and of what is used beside them. */
export const checksOfUse = {
  approved_before_use: ({ since }) =>
    ofSystems(sql`exists (
      select from usage_total t
      where t.system_id = s.id and t.first_used_at < s.opened_at and t.first_used_at >= ${since}::timestamptz)`),
  shadow_ai_settled: (window) => sql`
    select 'shadow-ai/' || f.id as stream, f.name as title, ${isLate(window, sql`f.settled_at`, sql`f.due_at`)} as fails
    from shadow_ai f where ${isWithin(window, sql`f.settled_at`, sql`f.due_at`)}`,
  vendors_approved: () =>
    ofSystems(
      sql`not exists (select from vendor v where v.id = s.vendor_id and v.state = 'approved')`,
      sql`${inUse} and s.vendor_id is not null`,
    ),
  owners_active: () => ofSystems(sql`not exists (select from person p where p.id = s.owner_id and p.active)`),
  affected_named: () =>
    ofSystems(
      sql`jsonb_array_length(r.detail #> '{content,effect,affected}') = 0`,
      sql`${inUse} and r.detail #>> '{content,effect,onPeople}' <> 'none'`,
      sql`join adoption_request r on r.id = s.id`,
    ),
  impact_on_record: () =>
    ofSystems(
      sql`not exists (
        select from risk_link l
        where l.kind = 'adoption-request' and l.target = s.id::text or l.kind = 'system' and l.target = s.name_key)`,
      sql`${inUse} and s.tier in ('high', 'critical')`,
    ),
  use_checked: ({ at }) =>
    ofSystems(
      sql`not exists (
        select from usage_check c
        where c.system_id = s.id and ${isOfLate(at, sql`c.at`)})`,
      sql`${inUse} and exists (
        select from usage_total t
        where t.system_id = s.id and ${isOfLate(at, sql`t.last_used_at`)})`,
    ),
  use_within_scope: ({ at, since }) =>
    ofSystems(
      sql`exists (
        select from usage_event u
        where u.system_id = s.id and u.used_at > ${at}::timestamptz - make_interval(days => ${lately})
          and u.used_at >= ${since}::timestamptz and u.data_class is not null and not s.detail #> '{scope,dataClasses}' ? u.data_class)`,
      sql`${inUse} and exists (
        select from usage_total t
        where t.system_id = s.id and ${isOfLate(at, sql`t.last_used_at`)})`,
    ),
  use_told: ({ at }) =>
    ofSystems(
      sql`not exists (select from usage_total t where t.system_id = s.id and ${isOfLate(at, sql`t.last_used_at`)})`,
      sql`s.state = 'live' and s.detail->'boundaries' <> '[]' and s.live_since < ${at}::timestamptz - make_interval(days => ${lately})`,
    ),
  use_logged: ({ at }) =>
    ofSystems(
      sql`not exists (select from usage_total t where t.system_id = s.id and ${isOfLate(at, sql`t.last_used_at`)})`,
      sql`${inUse} and exists (
        select from usage_check c where c.system_id = s.id and c.allowed and ${isOfLate(at, sql`c.at`)})`,
    ),
  boundaries_set: () =>
    ofSystems(sql`s.detail->'boundaries' = '[]'`, sql`${inUse} and s.tier in ('high', 'critical')`),
  systems_reviewed: ({ at }) => ofSystems(sql`s.next_review_at <= ${at}::timestamptz`),
  use_audited: (window) => {
    const [signed, due] = [sql`a.signed_at`, sql`(a.detail->>'dueAt')::timestamptz`];
    return sql`
      select 'usage-audit/' || a.id as stream, a.detail->>'name' as title, ${isLate(window, signed, due)} as fails
      from usage_audit a where a.state <> 'called_off' and ${isWithin(window, signed, due)}`;
  },
} satisfies Record<string, RecordsAt>;
