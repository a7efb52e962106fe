import { type RawBuilder, sql } from 'kysely';
import type { AssignmentKind } from '../domain/assignment.ts';
import type { Instant } from '../domain/decider.ts';
import type { RecordsAt } from './control-records.ts';
import { oversightCompetence } from './oversight-reviewer.ts';

/** What each person has done, or was to have done, of what a campaign that runs asks for; titled by that. */
function ofAssignments(kind: AssignmentKind, at: Instant): RawBuilder<unknown> {
  const stream = kind === 'training' ? sql`'course/'` : sql`'policy/'`;
  const title =
    kind === 'training'
      ? sql`(select title from course where course.id = a.campaign_id)`
      : sql`(select title from policy where policy.id = a.campaign_id)`;
  return sql`
    select ${stream} || a.campaign_id as stream, p.name || ': ' || ${title} as title,
           a.due_at <= ${at}::timestamptz
             and (a.fulfilled_at is null or a.fulfilled_until <= ${at}::timestamptz) as fails
    from assignment a
    join campaign c on c.id = a.campaign_id and c.kind = ${kind} and c.ended_at is null
    join person p on p.id = a.person_id and p.active
    where a.fulfilled_at is not null or a.due_at <= ${at}::timestamptz`;
}

/** What the records say of what people have agreed to, learnt and decided. */
export const checksOfPeople = {
  policies_acknowledged: (at) => ofAssignments('acknowledgement', at),
  users_trained: (at) => ofAssignments('training', at),
  cases_by_trained_people: () => sql`
    select 'oversight-case/' || o.id as stream, o.summary as title,
           exists (
             select from unnest(array[o.decided_by, o.confirmed_by]) person
             where person is not null and not exists (
               select from training_completion c
               where c.person_id = person and c.competence = ${oversightCompetence}
                 and c.completed_at <= (o.detail #>> '{decision,at}')::timestamptz
                 and c.valid_until > (o.detail #>> '{decision,at}')::timestamptz
                 and (c.revoked_at is null or c.revoked_at > (o.detail #>> '{decision,at}')::timestamptz))) as fails
    from oversight_case o where o.decided_by is not null`,
  cases_in_time: () => sql`
    select 'oversight-case/' || o.id as stream, o.summary as title, o.overdue or o.gap is not null as fails
    from oversight_case o where o.decided_by is not null or o.overdue or o.gap is not null`,
  incidents_reported: (at) => sql`
    select 'oversight-case/' || o.id as stream, o.summary as title,
           exists (
             select from (values (o.detail #> '{incident,provider}'), (o.detail #> '{incident,authority}')) as d(duty)
             where coalesce((duty #>> '{told,at}')::timestamptz, ${at}::timestamptz) > (duty->>'dueAt')::timestamptz) as fails
    from oversight_case o where o.detail->'incident' <> 'null'`,
} satisfies Record<string, RecordsAt>;
