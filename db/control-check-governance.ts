import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import { isLate, isWithin, type RecordsAt } from './control-records.ts';

const approvedIn = (since: Instant) =>
  sql`r.state in ('approved', 'approved_with_conditions') and r.decided_at >= ${since}::timestamptz`;

/** What the records say of approvals, vendors, policies, risks, actions and management. */
export const checksOfGovernance = {
  sign_offs_of_approvals: ({ since }) => sql`
    select 'adoption-request/' || r.id as stream, r.title,
           coalesce(signed.people, 0) < coalesce(asked.roles, 0) or asked.roles is null as fails
    from adoption_request r
    left join (select request_id, count(*) as roles from sign_off group by 1) asked on asked.request_id = r.id
    left join (
      select request_id, count(distinct person_id) as people from sign_off_signatory group by 1
    ) signed on signed.request_id = r.id
    where ${approvedIn(since)}`,
  costs_of_approvals: ({ since }) => sql`
    select 'adoption-request/' || r.id as stream, r.title, not r.costs_known as fails
    from adoption_request r where ${approvedIn(since)}`,
  certificates_current: ({ at }) => sql`
    select 'vendor/' || v.id as stream, v.name as title, v.certificate_expires_at <= ${at}::timestamptz as fails
    from vendor v
    where v.certificate_expires_at is not null
      and exists (select from ai_system s where s.vendor_id = v.id and s.state in ('live', 'suspended'))`,
  policy_in_force: () => sql`
    select 'policy/' || p.id as stream, p.title, p.state <> 'in_force' as fails
    from policy p
    where p.state <> 'retired' and exists (
      select from policy_version v join policy_text t on t.hash = v.hash
      where v.policy_id = p.id and jsonb_array_length(t.content->'rules') > 0)`,
  policies_reviewed: ({ at }) => sql`
    select 'policy/' || p.id as stream, p.title,
           p.phase <> 'none' and p.next_due_at <= ${at}::timestamptz as fails
    from policy p where p.state = 'in_force'`,
  risks_treated: () => sql`
    select 'risk/' || r.id as stream, r.title, r.overdue as fails
    from risk r where r.state <> 'closed'`,
  actions_in_time: (window) => sql`
    select 'action/' || a.id as stream, a.text as title, ${isLate(window, sql`a.settled_at`, sql`a.due_at`)} as fails
    from action a where a.state <> 'called_off' and ${isWithin(window, sql`a.settled_at`, sql`a.due_at`)}`,
  management_reviewed: ({ at }) => sql`
    select coalesce('management-review/' || last.id, 'duty/management-review') as stream,
           'The last management review' as title,
           last.at is null or last.at < ${at}::timestamptz - interval '13 months' as fails
    from (select 1) once
    left join lateral (
      select id, closed_at as at from management_review
      where state = 'closed' order by opened_at desc limit 1) last on true`,
  record_signed: ({ at }) => sql`
    select 'duty/checkpoint' as stream, 'The last signed checkpoint' as title,
           last.at is null or last.at < ${at}::timestamptz - interval '1 day' as fails
    from (select 1) once
    left join lateral (select at from checkpoint order by id desc limit 1) last on true`,
} satisfies Record<string, RecordsAt>;
