import { type RawBuilder, sql } from 'kysely';
import type { AuditEngagement } from '../domain/audit-engagement.ts';
import { type AuditedKind, auditedKinds } from '../domain/audited-kind.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database } from './database.ts';

type Scope = Pick<AuditEngagement, 'scope' | 'period'>;

/** AI systems of the scope that were in the register in its period. */
function systemsOf({ scope, period }: Scope): RawBuilder<unknown> {
  const { from, until } = period;
  return sql`
    select s.id, s.name as title, s.state, s.opened_at as at, s.name_key, s.vendor_id, s.owner_id from ai_system s
    where ${scope.systems === 'all' ? sql`true` : sql`s.id = any (${scope.systems}::uuid[])`}
      and s.opened_at <= ${until}::timestamptz
      and coalesce((s.detail #>> '{decommissioned,at}')::timestamptz, ${until}::timestamptz) >= ${from}::timestamptz`;
}

/** A request has the id of the system that it opens. Of a scope of all systems, those under way in the period are too. */
function requestsOf(engagement: Scope): RawBuilder<unknown> {
  const { from, until } = engagement.period;
  return sql`
    select r.id, r.title, r.state, r.submitted_at as at from adoption_request r
    where r.submitted_at <= ${until}::timestamptz
      and (exists (select from (${systemsOf(engagement)}) system where system.id = r.id)
           or ${every(engagement)} and coalesce(r.decided_at, ${until}::timestamptz) >= ${from}::timestamptz)`;
}

function vendorsOf(engagement: Scope): RawBuilder<unknown> {
  return sql`
    select v.id, v.name as title, v.state, v.registered_at as at from vendor v
    where v.registered_at <= ${engagement.period.until}::timestamptz
      and (${every(engagement)}
           or exists (select from (${systemsOf(engagement)}) system where system.vendor_id = v.id))`;
}

function every({ scope }: Scope): RawBuilder<unknown> {
  return scope.systems === 'all' ? sql`true` : sql`false`;
}

/** What the scope of an engagement holds of each kind of record: `id`, `title`, `state`, and `at` from when it is there. */
const recordsOf: Record<AuditedKind, (engagement: Scope) => RawBuilder<unknown>> = {
  'ai-system': systemsOf,
  'adoption-request': requestsOf,
  vendor: vendorsOf,
  risk: (engagement) => sql`
    select k.id, k.title, k.state, k.identified_at as at from risk k
    where k.identified_at <= ${engagement.period.until}::timestamptz
      and (${every(engagement)} or exists (
        select from risk_link l where l.risk_id = k.id and (
          l.kind = 'adoption-request'
            and exists (select from (${requestsOf(engagement)}) r where r.id::text = l.target)
          or l.kind = 'system'
            and exists (select from (${systemsOf(engagement)}) system where system.name_key = l.target)
          or l.kind = 'vendor'
            and exists (select from (${vendorsOf(engagement)}) v where v.id::text = l.target))))`,
  'oversight-case': (engagement) => sql`
    select o.id, o.summary as title, o.state, o.opened_at as at from oversight_case o
    where o.opened_at <= ${engagement.period.until}::timestamptz
      and coalesce(o.ended_at, ${engagement.period.until}::timestamptz) >= ${engagement.period.from}::timestamptz
      and (${every(engagement)}
           or exists (select from (${systemsOf(engagement)}) system where system.id = o.system_id))`,
  'usage-audit': (engagement) => sql`
    select u.id, u.detail->>'name' as title, u.state, u.opened_at as at from usage_audit u
    where u.opened_at <= ${engagement.period.until}::timestamptz
      and coalesce(u.signed_at, ${engagement.period.until}::timestamptz) >= ${engagement.period.from}::timestamptz
      and exists (select from (${systemsOf(engagement)}) system where system.id = u.system_id)`,
  // Policies are the organisation's: those that were in force at some time in the period belong to every scope.
  policy: ({ period: { from, until } }) => sql`
    select p.id, p.title, p.state, p.created_at as at from policy p
    where exists (
      select from policy_version v
      where v.policy_id = p.id and ${wasInForce(from, until)})`,
};

function wasInForce(from: Instant, until: Instant): RawBuilder<unknown> {
  return sql`v.published_at <= ${until}::timestamptz
    and coalesce(v.superseded_at, ${until}::timestamptz) >= ${from}::timestamptz`;
}

export interface RecordInScope {
  id: string;
  title: string;
  state: string;
  at: Instant;
}

export type RecordPosition = Pick<RecordInScope, 'title' | 'id'>;

/** One page of the records of a kind that are in the scope, by title. */
export async function listRecordsInScope(
  db: Database,
  engagement: Scope,
  kind: AuditedKind,
  limit: number,
  after?: RecordPosition,
): Promise<RecordInScope[]> {
  const { rows } = await sql<RecordInScope>`
    select id, title, state, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
    from (${recordsOf[kind](engagement)}) record
    where ${after === undefined ? sql`true` : sql`(title, id) > (${after.title}, ${after.id}::uuid)`}
    order by title, id
    limit ${limit}`.execute(db);
  return rows;
}

export async function isInScope(
  db: Database,
  engagement: Scope,
  kind: AuditedKind,
  id: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from (${recordsOf[kind](engagement)}) record where record.id = ${id}::uuid`.execute(db);
  return rows.length > 0;
}

/** How many records of each kind are in the scope. */
export async function countInScope(
  db: Database,
  engagement: Scope,
): Promise<{ kind: AuditedKind; records: number }[]> {
  const counts = auditedKinds.map(
    (kind) => sql`
      select ${kind}::text as kind, count(*)::integer as records from (${recordsOf[kind](engagement)}) record`,
  );
  const { rows } = await sql<{ kind: AuditedKind; records: number }>`
    ${sql.join(counts, sql` union all `)}`.execute(db);
  return rows;
}

/** Kinds of what is the organisation's as a whole. */
const ofTheWhole = ['management-review', 'duty', 'role', 'statement'];

/**
 * Whether `stream`, a column of records that a control looks at, is in the scope. What is the organisation's as a whole is in
 * every scope; what is of no system, where all systems are. A kind that nobody has thought of is in none.
 */
export function withinScope(engagement: Scope): RawBuilder<unknown> {
  const streams = sql.join(
    auditedKinds.map((kind) => sql`select ${`${kind}/`} || id from (${recordsOf[kind](engagement)}) record`),
    sql` union all `,
  );
  return sql`(
    stream in (${streams})
    or split_part(stream, '/', 1) = any (${ofTheWhole}::text[])
    or ${every(engagement)} and (stream like 'shadow-ai/%' or stream like 'course/%')
    or stream like 'action/%' and exists (
      select from action a where 'action/' || a.id = stream and a.subject in (${streams})))`;
}

/** The versions of a policy that were in force at some time in the period, newest first, by the hashes of their texts. */
export async function versionsInPeriod(
  db: Database,
  { period }: Scope,
  policy: string,
): Promise<{ version: number; hash: string; publishedAt: Instant | null; supersededAt: Instant | null }[]> {
  return db
    .selectFrom('policy_version as v')
    .select(['version', 'hash', 'published_at as publishedAt', 'superseded_at as supersededAt'])
    .where('policy_id', '=', policy)
    .where(sql<boolean>`${wasInForce(period.from, period.until)}`)
    .orderBy('version', 'desc')
    .execute();
}

/** Whom an auditor can ask: compliance managers, and the owners of the systems in the scope; the first 200, by name. */
export async function peopleToAsk(
  db: Database,
  engagement: Scope,
): Promise<{ id: PersonId; userName: string; name: string }[]> {
  const { rows } = await sql<{ id: PersonId; userName: string; name: string }>`
    select p.id, p.user_name as "userName", p.name from person p
    where p.active and (
      exists (select from person_role r where r.person_id = p.id and r.role = 'compliance_manager')
      or exists (select from (${systemsOf(engagement)}) system where system.owner_id = p.id))
    order by p.name, p.id limit 200`.execute(db);
  return rows;
}

/** Which of these are no AI systems of the register. */
export async function unknownSystems(db: Database, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${ids}::uuid[]) as named (id)
    where not exists (select from ai_system s where s.id = named.id)`.execute(db);
  return rows.map(({ id }) => id);
}

/** AI systems that a scope can name, by name; the first 500. */
export async function systemsToChoose(db: Database): Promise<{ id: string; name: string }[]> {
  return db.selectFrom('ai_system').select(['id', 'name']).orderBy('name').orderBy('id').limit(500).execute();
}
