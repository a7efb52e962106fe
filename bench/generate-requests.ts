import type { Client } from 'pg';

/**
 * Fills the read model with requests of three years, straight by SQL: a tenth is open (mostly of the last weeks), half of
 * each open one's sign-offs are made, a fifth of its outstanding ones are escalated; 500 people ask, the demo's
 * requester one time in twenty. `detail` is an empty object, because no list reads it.
 */
export async function generateRequests(client: Client, count: number): Promise<void> {
  // The rows are right by construction; checking foreign keys row by row would take minutes.
  await client.query('set session_replication_role = replica');
  await client.query('set max_parallel_workers_per_gather = 0');
  // The same "random" rows in every run.
  await client.query('select setseed(0.42)');
  await client.query(`
    insert into person (id, user_name, name)
    select 'person-' || n, 'person-' || n, 'Person ' || n from generate_series(1, 500) n`);
  await client.query(requests(count));
  await client.query(signOffs);
  await client.query(signatories);
  await client.query(`
    update adoption_request r set waiting_roles = w.roles, next_due_at = w.due
    from (select request_id, array_agg(role order by due_at) as roles, min(due_at) as due
          from sign_off where waiting group by 1) w
    where w.request_id = r.id`);
  await client.query('vacuum analyze');
}

const idOf = (userName: string) => `(select id from person where user_name = '${userName}')`;

const requests = (count: number) => `
  insert into adoption_request
  select id, state, tier, 1, title, system, requester, owner, submitted_at, submitted_at + interval '30 days',
         case when state in ('in_review', 'changes_requested') then null else submitted_at + interval '9 days' end,
         '{}', null, state in ('in_review', 'changes_requested'), 6, '{}'
  from (
    select overlay(overlay(md5(n::text) placing '4' from 13) placing '8' from 17)::uuid as id,
           -- The newest eighth is open four times in five.
           case when n > ${count} * 0.875 and random() < 0.8
                then case when random() < 0.9 then 'in_review' else 'changes_requested' end
                else (array['approved', 'approved', 'approved', 'approved', 'approved_with_conditions',
                            'approved_with_conditions', 'rejected', 'withdrawn', 'expired', 'prohibited'])[1 + floor(random() * 10)]
           end as state,
           (array['low', 'low', 'low', 'medium', 'medium', 'medium', 'medium', 'high', 'high', 'critical'])[1 + floor(random() * 10)] as tier,
           'Drafting assistant for team ' || n as title,
           'System ' || (n % 700) as system,
           case when random() < 0.05 then ${idOf('requester')} else 'person-' || (1 + floor(random() * 500)) end as requester,
           case when random() < 0.5 then ${idOf('business-owner')} else 'person-' || (1 + floor(random() * 500)) end as owner,
           date_trunc('milliseconds', now() - (${count} - n) * (interval '3 years' / ${count})) as submitted_at
    from generate_series(1, ${count}) n
  ) request`;

const signOffs = `
  insert into sign_off
  select r.id, role, r.state = 'in_review' and random() < 0.5, r.submitted_at + interval '5 days',
         case role when 'business_owner' then 'management' else 'compliance_manager' end, random() < 0.2,
         case role when 'business_owner' then r.business_owner_id end, r.requester_id, r.submitted_at
  from adoption_request r
  cross join unnest(array['security', 'legal', 'privacy', 'business_owner']
                    || case when r.tier in ('high', 'critical') then array['management'] else '{}' end) role`;

const signatories = `
  insert into sign_off_signatory
  select s.request_id,
         case s.role
           when 'business_owner' then s.assignee_id
           else (select id from person where user_name = s.role)
         end,
         s.role, s.requester_id, s.submitted_at + interval '1 day'
  from sign_off s join adoption_request r on r.id = s.request_id
  where not s.waiting and r.state not in ('withdrawn', 'expired', 'prohibited')
    and s.assignee_id is distinct from s.requester_id`;
