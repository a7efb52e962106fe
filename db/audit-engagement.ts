import { sql } from 'kysely';
import type { AuditEngagement, AuditEngagementState } from '../domain/audit-engagement.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';

export function auditEngagementStream(id: string): string {
  return `audit-engagement/${id}`;
}

export async function findAuditEngagement(
  db: Database,
  id: string,
): Promise<Recorded<AuditEngagement> | undefined> {
  const row = await db
    .selectFrom('audit_engagement')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

export interface AuditEngagementFilter {
  state?: AuditEngagementState | undefined;
  /** Only these. */
  among?: readonly string[] | undefined;
}

export type ListedEngagement = Recorded<AuditEngagement> & {
  /** Its requests for evidence that the organisation has not replied to. */
  waiting: number;
};

export interface AuditEngagementPosition {
  openedAt: Instant;
  id: string;
}

/** One page of engagements after `position`, newest first. */
export async function listAuditEngagements(
  db: Database,
  { state, among }: AuditEngagementFilter,
  limit: number,
  position?: AuditEngagementPosition,
): Promise<ListedEngagement[]> {
  const { rows } = await sql<{ id: string; seq: number; detail: AuditEngagement; waiting: number }>`
    select e.id, e.seq, e.detail,
           (select count(*)::integer from evidence_request r where r.engagement_id = e.id and r.state = 'asked')
             as waiting
    from audit_engagement e
    where ${state === undefined ? sql`true` : sql`e.state = ${state}`}
      and ${among === undefined ? sql`true` : sql`e.id = any (${among}::uuid[])`}
      and ${
        position === undefined
          ? sql`true`
          : sql`(e.opened_at, e.id) < (${position.openedAt}::timestamptz, ${position.id}::uuid)`
      }
    order by e.opened_at desc, e.id desc
    limit ${limit}`.execute(db);
  return rows.map(({ detail, ...row }) => ({ ...row, state: detail }));
}

/** An engagement that somebody is named in, or was. */
export interface Engaged {
  id: string;
  /** Whether it lets them in at the instant that was asked about. */
  letsIn: boolean;
  /** The earliest of its end, its closing and their removal. */
  until: Instant;
}

/** The engagements of an external auditor, as they are at an instant: no timer has to have done anything by then. */
export async function engagementsOf(
  db: Database | DatabaseTransaction,
  person: PersonId,
  at: Instant,
): Promise<Engaged[]> {
  const { rows } = await sql<Engaged>`
    select e.id, e.state = 'open' and a.removed_at is null and e.ends_at > ${at}::timestamptz as "letsIn",
           to_char(least(e.ends_at, e.over_at, a.removed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
             as until
    from audit_engagement_auditor a
    join audit_engagement e on e.id = a.engagement_id
    where a.person_id = ${person}
    order by until desc`.execute(db);
  return rows;
}

/** Ids of engagements that a workflow must be running for, in batches by keyset. */
export async function openAuditEngagementIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_engagement')
    .select('id')
    .where('state', '=', 'open')
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
