import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Actor, Role, SignOffRole } from '../domain/identity.ts';
import type { Tier } from '../domain/triage.ts';
import type { Database } from './database.ts';

/** Why something waits for me, most direct first. */
export const inboxReasons = ['own', 'delegate', 'escalation'] as const;

export interface InboxItem {
  id: string;
  role: SignOffRole;
  title: string;
  systemName: string;
  tier: Tier;
  revision: number;
  requester: PersonId;
  submittedAt: Instant;
  dueAt: Instant;
  why: (typeof inboxReasons)[number];
  /** For whom I stand in, where I do. */
  actsFor: PersonId | null;
}

/** What of it one wants to see: assigned to me alone, to a role of mine, handed to me, or escalated to me. */
export const inboxShows = ['mine', 'roles', 'delegated', 'escalated'] as const;

export interface InboxFilter {
  show?: (typeof inboxShows)[number] | undefined;
  /** Only what is due by then. */
  dueBy?: Instant | undefined;
}

export interface InboxPosition {
  dueAt: Instant;
  id: string;
  role: string;
}

/** One way in which things come to wait for somebody; each is one walk along one index. */
interface Source {
  why: InboxItem['why'];
  role: Role;
  assignee: PersonId | null;
  actsFor: PersonId | null;
  /** To whom the role is handed on: what duties bar them from signing stays here. */
  barred: PersonId | null;
}

/** A role that somebody has handed on, and to whom. */
export interface HandedOn {
  role: SignOffRole;
  to: PersonId;
}

/**
 * What waits for the actor, soonest due first: their own roles (unless handed on to somebody who may
 * sign), those they stand in for, and what
 * has been escalated to them. Left out is what segregation of duties keeps from them: what they asked for themselves
 * or have signed already.
 */
export async function readInbox(
  db: Database,
  actor: Actor,
  handedOn: readonly HandedOn[],
  limit: number,
  position?: InboxPosition,
  { show, dueBy }: InboxFilter = {},
): Promise<InboxItem[]> {
  const sources = sourcesOf(actor, handedOn).filter(
    (source) => show === undefined || show === showOf(source),
  );
  if (sources.length === 0) return [];
  const branches = sources.map((source) => sql`(${branch(source, actor.person, limit, position, dueBy)})`);
  // One sign-off can wait for me for two reasons: the most direct one is shown.
  const { rows } = await sql<InboxItem>`
    select w.request_id as "id", w.role, w.due_at as "dueAt", w.why, w.acts_for as "actsFor", r.title,
           r.system_name as "systemName", r.tier, r.revision, r.requester_id as "requester",
           r.submitted_at as "submittedAt"
    from (
      select distinct on (due_at, request_id, role) *
      from (${sql.join(branches, sql` union all `)}) as waiting
      order by due_at, request_id, role, array_position(array['own', 'delegate', 'escalation'], why)
      limit ${limit}
    ) w
    join adoption_request r on r.id = w.request_id
    order by w.due_at, w.request_id, w.role`.execute(db);
  return rows;
}

function sourcesOf(actor: Actor, handedOn: readonly HandedOn[]): Source[] {
  const assigneeOf = (role: Role, person: PersonId) => (role === 'business_owner' ? person : null);
  const own = actor.roles.flatMap((role): Source[] => {
    const mine = { why: 'own', role, assignee: assigneeOf(role, actor.person), actsFor: null } as const;
    const delegates = handedOn.filter((gone) => gone.role === role);
    return delegates.length === 0
      ? [{ ...mine, barred: null }]
      : delegates.map(({ to }) => ({ ...mine, barred: to }));
  });
  const delegated = actor.actsFor.flatMap(({ person, roles }) =>
    roles.map((role): Source => ({
      why: 'delegate',
      role,
      assignee: assigneeOf(role, person),
      actsFor: person,
      barred: null,
    })),
  );
  const escalated = actor.roles.map((role): Source => ({
    why: 'escalation',
    role,
    assignee: null,
    actsFor: null,
    barred: null,
  }));
  return [...own, ...delegated, ...escalated];
}

function showOf({ why, assignee }: Source): InboxFilter['show'] {
  if (why === 'delegate') return 'delegated';
  if (why === 'escalation') return 'escalated';
  return assignee === null ? 'roles' : 'mine';
}

function branch(
  source: Source,
  person: PersonId,
  limit: number,
  position: InboxPosition | undefined,
  dueBy: Instant | undefined,
) {
  const { why, role, assignee, actsFor, barred } = source;
  const mine =
    why === 'escalation'
      ? sql`s.escalate_to = ${role} and s.escalated`
      : assignee === null
        ? sql`s.role = ${role} and s.assignee_id is null`
        : sql`s.role = ${role} and s.assignee_id = ${assignee}`;
  const after =
    position === undefined
      ? sql`true`
      : sql`s.due_at >= ${position.dueAt} and
            (s.due_at, s.request_id, s.role) > (${position.dueAt}::timestamptz, ${position.id}::uuid, ${position.role})`;
  const due = dueBy === undefined ? sql`true` : sql`s.due_at <= ${dueBy}`;
  const stays =
    barred === null
      ? sql`true`
      : sql`s.request_id in (
              select o.id from adoption_request o where o.requester_id = ${barred}
              union all
              select g.request_id from sign_off_signatory g where g.person_id = ${barred})`;
  const involved = actsFor === null ? [person] : [person, actsFor];
  // `offset 0` keeps the planner from a join: it takes the anti-join for nearly empty, reads everything that waits and
  // everything the person ever signed, and needs 700 ms at a million requests for what a few look-ups answer in two.
  return sql`
    select s.due_at, s.request_id, s.role, ${why}::text as why, ${actsFor}::text as acts_for
    from sign_off s
    where s.waiting and ${mine} and ${stays} and ${due} and ${after}
      and s.requester_id <> all (${involved}::text[])
      and not exists (
        select from sign_off_signatory g
        where g.request_id = s.request_id and g.person_id = any (${involved}::text[]) and g.role <> s.role
        offset 0)
    order by s.due_at, s.request_id, s.role
    limit ${limit}`;
}

/** The roles that the person has handed on at `at`: those items have moved, unless the delegate has left. */
export async function rolesHandedOn(db: Database, person: PersonId, at: Instant): Promise<HandedOn[]> {
  const rows = await db
    .selectFrom('delegation as d')
    .innerJoin('person as delegate', 'delegate.id', 'd.to_id')
    .select(['d.roles', 'd.to_id'])
    .where('d.from_id', '=', person)
    .where('d.starts_at', '<=', at)
    .where('d.ends_at', '>', at)
    .where((eb) => eb.or([eb('d.revoked_at', 'is', null), eb('d.revoked_at', '>', at)]))
    .where('delegate.active', '=', true)
    .execute();
  return rows.flatMap(({ roles, to_id }) => roles.map((role) => ({ role, to: to_id })));
}
