import type { Client } from 'pg';
import { generateRequests } from './generate-requests.ts';

const uuid = (text: string) => `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;

/** As many of each as the report says. */
export interface ControlSizes {
  requests: number;
  people: number;
  systems: number;
}

/**
 * Fills the records that A.9.2 is held against, straight by SQL: requests of three years; a policy and a course that
 * everybody is asked for, nineteen in twenty done; systems in use, each with its use, checks of late and an audit; half as
 * many oversight cases; a tenth as many findings of shadow AI. One record in fifty or so fails.
 */
export async function generateControls(client: Client, sizes: ControlSizes): Promise<void> {
  await generateRequests(client, sizes.requests);
  for (const statement of [...ofPeople(sizes.people), ...ofSystems(sizes.systems)])
    await client.query(statement);
  await client.query('vacuum analyze');
}

const ofPeople = (people: number) => [
  `insert into person (id, user_name, name)
   select 'person-' || n, 'person-' || n, 'Person ' || n from generate_series(501, ${people}) n`,
  `insert into policy
   select ${uuid("'policy'")}, 'Acceptable use', 'person-1', 'in_force', 'none', 1, 1, null, 12, '{}', now(), 1, '{}'`,
  `insert into policy_text values ('text', '{"rules": [{"kind": "acceptable"}]}', now())`,
  `insert into policy_version
   select ${uuid("'policy'")}, 1, 'published', 'text', true, '', 'person-1', now(), now(), now(), now(), null`,
  `insert into campaign
   select ${uuid('kind')}, kind, 1, '{}', '{}', now(), now(), null from (values ('acknowledgement'), ('training')) k (kind)`,
  `insert into assignment
   select ${uuid('kind')}, 'person-' || n, 1, now() - interval '90 days', now() - interval '60 days',
          now() - interval '75 days', null,
          case when random() < 0.95 then now() - interval '70 days' end,
          case when random() < 0.98 then now() + interval '1 year' else now() - interval '1 day' end, null
   from (values ('acknowledgement'), ('training')) k (kind), generate_series(1, ${people}) n`,
];

const ofSystems = (systems: number) => [
  `insert into vendor (id, name, name_key, owner_id, criticality, state, phase, data_classes, share, registered_at,
                       policy_version, seq, detail)
   select ${uuid(`'vendor' || n`)}, 'Vendor ' || n, 'vendor ' || n, 'person-1', 'standard',
          case when n % 50 = 0 then 'lapsed' else 'approved' end, 'none', '{internal}', 0.1, now(), 1, 1, '{}'
   from generate_series(1, ${systems / 10}) n`,
  `insert into ai_system (id, name, name_key, title, provider, state, tier, owner_id, vendor_id, opened_at, live_since,
                          next_review_at, seq, detail)
   select ${uuid(`'system' || n`)}, 'System ' || n, 'system ' || n, 'Use ' || n, 'Provider', 'live',
          (array['low', 'medium', 'high', 'critical'])[1 + n % 4], 'person-' || (1 + n % 500),
          ${uuid(`'vendor' || 1 + n % (${systems} / 10)`)}, now() - interval '1 year', now() - interval '1 year',
          now() + (n % 50 - 1) * interval '10 days', 1,
          '{"scope": {"dataClasses": ["internal"]}, "boundaries": [{"id": "rate"}]}'
   from generate_series(1, ${systems}) n`,
  `insert into usage_total
   select id, 1000, 1, opened_at + case when random() < 0.98 then 1 else -1 end * interval '1 day', now() from ai_system`,
  `insert into usage_check
   select ${uuid("id::text || 'check' || n")}, now() - n * interval '1 hour', 'machine/gateway', 'person-1', 'person-1', name, id, 1,
          'Use', 'internal', true, '[]'
   from ai_system, generate_series(1, 20) n`,
  `insert into usage_event (used_at, source, event_id, received_at, system_id, person_id, data_class, requests)
   select now() - n * interval '1 minute', 'gateway', id || '-' || n, now(), id, 'person-1', 'internal', 1
   from ai_system, generate_series(1, 50) n`,
  `insert into usage_audit
   select ${uuid("id::text || 'audit'")}, id, 'signed', null, 'person-2', now(), now() - interval '40 days',
          now() - random() * interval '20 days', null, 0, 1,
          jsonb_build_object('name', name, 'dueAt', now() - interval '1 day')
   from ai_system`,
  `insert into training_completion
   select ${uuid(`'reviewer' || n`)}, 'person-' || n, ${uuid("'course'")}, 'oversight', 1, now() - interval '1 year',
          now() + interval '1 year', 1, 'quiz', null, null, null, null
   from generate_series(1, 98) n`,
  `insert into oversight_case (id, kind, severity, state, system_id, summary, reviewer_id, held, overdue, decision,
                               decided_by, opened_at, ended_at, seq, detail)
   select ${uuid(`'case' || n`)}, 'breach', 'high', 'closed', ${uuid(`'system' || n`)}, 'Case ' || n, 'person-1', false,
          n % 50 = 0, 'upheld', 'person-' || (1 + n % 100), now() - interval '10 days', now() - interval '9 days', 5,
          jsonb_build_object('decision', jsonb_build_object('at', now() - interval '9 days'), 'incident', null)
   from generate_series(1, ${systems / 2}) n`,
  `insert into shadow_ai
   select ${uuid(`'shadow' || n`)}, 'Shadow ' || n, 'shadow ' || n, 1, 'blocked', 'person-1', now() - interval '30 days',
          now() - interval '16 days', false, now() - interval '20 days' + (n % 50 / 49) * interval '10 days', 3, '{}'
   from generate_series(1, ${systems / 10}) n`,
];
