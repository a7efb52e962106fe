import type { Client } from 'pg';
import { defaultRiskPolicy, riskBands } from '../domain/risk-policy.ts';
import { riskCategories } from '../domain/risk-state.ts';

/** The vendor that one risk in a hundred touches. */
export const muchUsedVendor = '00000000-0000-4000-8000-000000000001';

/**
 * Fills the registers with risks and vendors of three years, straight by SQL: one risk in four is closed, one in fifty is
 * overdue; 500 people own them, the demo's requester one in twenty. `detail` is an empty object, because no list reads it.
 */
export async function generateRegisters(
  client: Client,
  { risks, vendors }: { risks: number; vendors: number },
): Promise<void> {
  await client.query('set max_parallel_workers_per_gather = 0');
  // The same "random" rows in every run.
  await client.query('select setseed(0.42)');
  await client.query(`
    insert into person (id, user_name, name)
    select 'person-' || n, 'person-' || n, 'Person ' || n from generate_series(1, 500) n`);
  await client.query(riskRows(risks));
  await client.query(linksAndCounts);
  await client.query(vendorRows(vendors));
  await client.query('vacuum analyze');
}

const uuid = (text: string) => `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;
const words = (values: readonly string[]) => `array[${values.map((value) => `'${value}'`).join(', ')}]`;
const matrix = `array[${defaultRiskPolicy.matrix.map(words).join(', ')}]`;

const riskRows = (count: number) => `
  insert into risk (id, title, category, owner_id, state, treatment, inherent_likelihood, inherent_impact,
                    residual_likelihood, residual_impact, residual_band, residual_rank, dealt_with, overdue,
                    identified_at, policy_version, seq, detail)
  select ${uuid(`'risk' || n`)}, title, category, owner, state, null, inherent_l, inherent_i, l, i, band,
         array_position(${words(riskBands)}, band) * 100 - 100 + l * i, state not in ('untreated', 'accepting'),
         random() < 0.02, at, 1, 3, '{}'
  from (
    select n, title, category, owner, state, inherent_l, inherent_i, l, i, at, (${matrix})[l][i] as band
    from (
      select n, 'Risk ' || n || ' of ' || case when n % 2 = 0 then 'model' else 'process' end
                || case when n % 100 = 0 then ' uncommon' else '' end as title,
             (${words(riskCategories)})[1 + n % ${riskCategories.length}] as category,
             case when random() < 0.05 then (select id from person where user_name = 'requester')
                  else 'person-' || (1 + floor(random() * 500)) end as owner,
             (array['untreated', 'mitigating', 'accepting', 'accepted', 'accepted', 'treated', 'closed', 'closed'])
               [1 + floor(random() * 8)] as state,
             score.inherent_l, score.inherent_i,
             1 + floor(random() * score.inherent_l)::integer as l, 1 + floor(random() * score.inherent_i)::integer as i,
             date_trunc('milliseconds', now() - (${count} - n) * (interval '3 years' / ${count})) as at
      from generate_series(1, ${count}) n,
           lateral (select 1 + floor(random() * 5 + n * 0)::integer as inherent_l,
                           1 + floor(random() * 5 + n * 0)::integer as inherent_i) score
    ) drawn
  ) scored`;

const linksAndCounts = `
  insert into risk_link (risk_id, kind, target, identified_at)
  select id, 'system', 'system ' || right(title, 3), identified_at from risk
  union all
  select id, 'vendor', '${muchUsedVendor}', identified_at from risk where title like '%uncommon';
  insert into risk_count
  select measure, l, i, category, count(*)
  from risk, lateral (values ('inherent', inherent_likelihood, inherent_impact),
                             ('residual', residual_likelihood, residual_impact)) score (measure, l, i)
  where state <> 'closed' group by 1, 2, 3, 4`;

const vendorRows = (count: number) => `
  insert into vendor (id, name, name_key, owner_id, criticality, state, phase, data_classes, share, valid_until,
                      certificate_expires_at, next_due_at, registered_at, policy_version, seq, detail)
  select ${uuid(`'vendor' || n`)}, 'Vendor ' || n || uncommon, 'vendor ' || n || uncommon,
         case when random() < 0.05 then (select id from person where user_name = 'requester')
              else 'person-' || (1 + floor(random() * 500)) end,
         case when n % 5 = 0 then 'critical' else 'standard' end,
         (array['unassessed', 'approved', 'approved', 'approved_with_conditions', 'rejected', 'lapsed', 'off_boarded'])
           [1 + n % 7],
         (array['none', 'none', 'answering', 'review'])[1 + n % 4], '{internal}', random(),
         date_trunc('milliseconds', now() + random() * interval '1 year'),
         date_trunc('milliseconds', now() + random() * interval '2 years'), null, now(), 1, 3, '{}'
  from generate_series(1, ${count}) n, lateral (select case when n % 50 = 0 then ' uncommon' else '' end as uncommon) name`;
