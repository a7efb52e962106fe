import { type RawBuilder, sql } from 'kysely';
import type { AssignmentKind } from '../domain/assignment.ts';
import type { Instant } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { RecordsAt, RecordsWindow } from './control-records.ts';
import { oversightCompetence } from './oversight-reviewer.ts';

/** Without somebody in each of them, requests, cases or reviews have nobody to go to. */
const neededRoles: Role[] = [
  'security',
  'legal',
  'privacy',
  'management',
  'compliance_manager',
  'oversight_reviewer',
];

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

const isOpenOrOpenedIn = (since: Instant) =>
  sql`(o.ended_at is null or o.opened_at >= ${since}::timestamptz)`;

function casesInTime({ since }: RecordsWindow, which = sql`true`): RawBuilder<unknown> {
  return sql`
    select 'oversight-case/' || o.id as stream, o.summary as title, o.overdue or o.gap is not null as fails
    from oversight_case o
    where ${which} and ${isOpenOrOpenedIn(since)}
      and (o.decided_by is not null or o.overdue or o.gap is not null)`;
}

/** What the records say of what people have agreed to, learnt and decided. */
export const checksOfPeople = {
  policies_acknowledged: ({ at }) => ofAssignments('acknowledgement', at),
  users_trained: ({ at }) => ofAssignments('training', at),
  roles_held: () => sql`
    select 'role/' || needed.role as stream, needed.role as title,
           not exists (
             select from person_role r join person p on p.id = r.person_id and p.active
             where r.role = needed.role) as fails
    from unnest(${neededRoles}::text[]) needed (role)`,
  cases_by_trained_people: ({ since }) => sql`
    select 'oversight-case/' || o.id as stream, o.summary as title,
           exists (
             select from unnest(array[o.decided_by, o.confirmed_by]) person
             where person is not null and not exists (
               select from training_completion c
               where c.person_id = person and c.competence = ${oversightCompetence}
                 and c.completed_at <= (o.detail #>> '{decision,at}')::timestamptz
                 and c.valid_until > (o.detail #>> '{decision,at}')::timestamptz
                 and (c.revoked_at is null or c.revoked_at > (o.detail #>> '{decision,at}')::timestamptz))) as fails
    from oversight_case o
    where o.decided_by is not null and (o.detail #>> '{decision,at}')::timestamptz >= ${since}::timestamptz`,
  cases_in_time: (window) => casesInTime(window),
  concerns_answered: (window) => casesInTime(window, sql`o.kind = 'concern'`),
  incidents_reported: ({ at, since }) => sql`
    select 'oversight-case/' || o.id as stream, o.summary as title,
           exists (
             select from (values (o.detail #> '{incident,provider}'), (o.detail #> '{incident,authority}')) as d(duty)
             where coalesce((duty #>> '{told,at}')::timestamptz, ${at}::timestamptz) > (duty->>'dueAt')::timestamptz) as fails
    from oversight_case o where o.detail->'incident' <> 'null' and ${isOpenOrOpenedIn(since)}`,
} satisfies Record<string, RecordsAt>;
