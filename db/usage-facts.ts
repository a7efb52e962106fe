import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { UsageQuestion, UseFacts } from '../domain/usage-check.ts';
import type { Database } from './database.ts';
import { nameKey } from './name-key.ts';
import { counts } from './training.ts';

/** What the registers say, with the last event of the system's that it rests on. */
export interface FactsOnRecord extends Omit<UseFacts, 'prohibitions'> {
  systemSeq: number | null;
}

interface Row {
  place: number;
  person: string | null;
  system: (UseFacts['system'] & { seq: number }) | null;
  overdue: UseFacts['overdue'];
  training: UseFacts['training'];
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What the registers say of each question at `at`, in one look. */
export async function usageFacts(
  db: Database,
  questions: readonly UsageQuestion[],
  at: Instant,
): Promise<FactsOnRecord[]> {
  const people = questions.map(({ person }) => person);
  const ids = questions.map(({ system }) => (uuid.test(system) ? system : null));
  const keys = questions.map(({ system }) => nameKey(system));
  const { rows } = await sql<Row>`
    select q.place::int, p.id as person, s.system, coalesce(o.overdue, '[]') as overdue,
           coalesce(t.training, '[]') as training
    from unnest(${people}::text[], ${ids}::uuid[], ${keys}::text[]) with ordinality q(person, id, key, place)
    left join lateral (
      select id, team from person
      where (id = q.person or user_name = q.person) and active
      order by id = q.person desc limit 1) p on true
    left join lateral (
      select detail->'training' as training, jsonb_build_object(
               'id', id, 'name', name, 'state', state, 'seq', seq, 'suspension', detail #> '{suspension,note}',
               'purposes', detail #> '{scope,purposes}', 'dataClasses', detail #> '{scope,dataClasses}',
               'isUser', coalesce(
                 (detail #>> '{scope,users,everyone}')::boolean
                 or detail #> '{scope,users,people}' ? p.id
                 or detail #> '{scope,users,teams}' ? p.team
                 or exists (select from person_role r
                            where r.person_id = p.id and detail #> '{scope,users,roles}' ? r.role), false)) as system
      from ai_system
      where id = q.id or q.id is null and (
        name_key = q.key or id = (select system_id from ai_system_alias where name_key = q.key))
      order by state = 'live' desc, state <> 'decommissioned' desc, name_key = q.key desc, opened_at desc
      limit 1) s on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('policy', a.campaign_id, 'title', y.title)) as overdue
      from assignment a
      join policy y on y.id = a.campaign_id
      where a.person_id = p.id and a.fulfilled_at is null and a.due_at <= ${at}::timestamptz) o on true
    left join lateral (
      select jsonb_agg(jsonb_build_object(
               'competence', asked.competence,
               'trained', exists (select from training_completion c where c.person_id = p.id
                                    and c.competence = asked.competence and ${counts(at)}),
               'before', exists (select from training_completion c where c.person_id = p.id
                                   and c.competence = asked.competence and c.revoked_at is null))) as training
      from jsonb_array_elements_text(s.training) asked(competence)) t on true
    order by q.place`.execute(db);
  return rows.map(({ person, system, overdue, training }) => ({
    person: person ?? undefined,
    system: system ?? undefined,
    systemSeq: system?.seq ?? null,
    overdue,
    training,
  }));
}

/** What policies in force prohibit. */
export async function prohibitionsInForce(db: Database): Promise<UseFacts['prohibitions']> {
  const { rows } = await sql<UseFacts['prohibitions'][number]>`
    select v.policy_id as policy, rule
    from policy_version v
    join policy_text t on t.hash = v.hash
    cross join lateral jsonb_array_elements(t.content->'rules') rule
    where v.state = 'published' and rule->>'effect' = 'prohibited'
      and exists (select from policy p where p.id = v.policy_id and p.state = 'in_force')`.execute(db);
  return rows;
}
