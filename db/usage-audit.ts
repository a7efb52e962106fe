import { type SqlBool, sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { UsageAudit, UsageAuditState } from '../domain/usage-audit-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';

export function usageAuditStream(id: string): string {
  return `usage-audit/${id}`;
}

export async function findUsageAudit(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<Recorded<UsageAudit> | undefined> {
  const row = await db
    .selectFrom('usage_audit')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

export interface ListedUsageAudit {
  id: string;
  system: string;
  state: UsageAuditState;
  openedAt: Instant;
  signedAt: Instant | null;
  findings: number;
  auditor: PersonId | null;
  /** Without its figures. */
  audit: Pick<UsageAudit, 'name' | 'tier' | 'reason' | 'until' | 'dueAt' | 'escalatedAt'>;
}

export interface UsageAuditFilter {
  state?: UsageAuditState | undefined;
  system?: string | undefined;
  /** The firing of a duty that opened them. */
  round?: string | undefined;
}

export type UsageAuditPosition = Pick<ListedUsageAudit, 'openedAt' | 'id'>;

/** One page of audits after `position`, newest first. */
export async function listUsageAudits(
  db: Database,
  { state, system, round }: UsageAuditFilter,
  limit: number,
  position?: UsageAuditPosition,
): Promise<ListedUsageAudit[]> {
  const conditions = [
    ...(state === undefined ? [] : [sql<SqlBool>`state = ${state}`]),
    ...(system === undefined ? [] : [sql<SqlBool>`system_id = ${system}`]),
    ...(round === undefined ? [] : [sql<SqlBool>`round = ${round}`]),
    ...(position === undefined
      ? []
      : [sql<SqlBool>`(opened_at, id) < (${position.openedAt}::timestamptz, ${position.id}::uuid)`]),
  ];
  const { rows } = await sql<ListedUsageAudit>`
    select id, system_id as system, state, opened_at as "openedAt", signed_at as "signedAt", findings,
           auditor_id as auditor, detail - 'figures' - 'findings' as audit
    from usage_audit
    where ${conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)}
    order by opened_at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
}

/** Ids of audits that a workflow must be running for, in batches by keyset. */
export async function openUsageAuditIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('usage_audit')
    .select('id')
    .where('state', 'in', ['gathering', 'waiting', 'auditing'])
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** How it stands with the audits of a system: the last that was signed, one that is open, and when the next comes by itself. */
export interface AuditStanding {
  lastSigned: { id: string; at: Instant; until: Instant; findings: number } | null;
  open: string | null;
  /** Null where its duty is paused, or nobody uses the system. */
  nextAt: Instant | null;
}

export async function auditStandingOf(db: Database, system: string): Promise<AuditStanding> {
  const { rows } = await sql<AuditStanding>`
    select
      (select jsonb_build_object('id', id, 'at', detail #>> '{signature,at}', 'until', detail ->> 'until',
                                 'findings', findings)
       from usage_audit where system_id = ${system} and state = 'signed'
       order by until desc, id desc limit 1) as "lastSigned",
      (select id from usage_audit where system_id = ${system} and state in ('gathering', 'waiting', 'auditing')
       order by until desc, id desc limit 1) as open,
      (select min(d.next_at) from duty d join ai_system s on s.id = ${system}
       where d.state = 'active' and d.detail #>> '{definition,starts,kind}' = 'usage_audit'
         and d.detail #> '{definition,starts,tiers}' ? s.tier
         and s.state in ('live', 'suspended')) as "nextAt"`.execute(db);
  return rows[0] ?? { lastSigned: null, open: null, nextAt: null };
}

/** The names of users whom the directory did not know, by their numbers, as long as the use is kept that told them. */
export async function unknownUsersOf(db: Database, audit: string): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('usage_audit_unknown_user')
    .select(['number', 'name'])
    .where('audit_id', '=', audit)
    .execute();
  return new Map(rows.map(({ number, name }) => [number, name]));
}
