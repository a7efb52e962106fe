import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type {
  OversightCase,
  OversightCaseState,
  OversightDecision,
  OversightGap,
  OversightKind,
} from '../domain/oversight-case-state.ts';
import type { Severity } from '../domain/oversight-policy.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';

export function oversightCaseStream(id: string): string {
  return `oversight-case/${id}`;
}

export async function findOversightCase(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<Recorded<OversightCase> | undefined> {
  const row = await db
    .selectFrom('oversight_case')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

export interface OversightCaseFilter {
  state?: OversightCaseState | undefined;
  /** Those that are neither closed nor called off. */
  running?: true | undefined;
  kind?: OversightKind | undefined;
  severity?: Severity | undefined;
  system?: string | undefined;
  /** Whoever has it in either place. */
  reviewer?: PersonId | undefined;
  /** Those for which somebody has let a time pass. */
  overdue?: true | undefined;
  /** Those that nobody was there for. */
  gap?: true | undefined;
}

export interface OversightCaseSummary {
  id: string;
  kind: OversightKind;
  severity: Severity;
  state: OversightCaseState;
  system: string | null;
  boundary: string | null;
  summary: string;
  reviewer: PersonId | null;
  secondReviewer: PersonId | null;
  held: boolean;
  overdue: boolean;
  gap: OversightGap | null;
  decision: OversightDecision | null;
  openedAt: Instant;
  nextDueAt: Instant | null;
}

export type OversightCasePosition = Pick<OversightCaseSummary, 'openedAt' | 'id'>;

/** One page of cases after `position`, newest first. */
export async function listOversightCases(
  db: Database,
  filter: OversightCaseFilter,
  limit: number,
  position?: OversightCasePosition,
): Promise<OversightCaseSummary[]> {
  const { rows } = await sql<OversightCaseSummary>`
    select c.id, c.kind, c.severity, c.state, c.system_id as system, c.boundary, c.summary,
      c.reviewer_id as reviewer, c.second_reviewer_id as "secondReviewer", c.held, c.overdue, c.gap, c.decision,
      c.opened_at as "openedAt", c.next_due_at as "nextDueAt"
    from oversight_case c
    where ${sql.join([sql`true`, ...conditionsOf(filter, position)], sql` and `)}
    order by c.opened_at desc, c.id desc
    limit ${limit}`.execute(db);
  return rows;
}

function conditionsOf(
  { state, running, kind, severity, system, reviewer, overdue, gap }: OversightCaseFilter,
  position: OversightCasePosition | undefined,
) {
  return [
    ...(state === undefined ? [] : [sql`c.state = ${state}`]),
    ...(running === undefined ? [] : [sql`c.ended_at is null`]),
    ...(kind === undefined ? [] : [sql`c.kind = ${kind}`]),
    ...(severity === undefined ? [] : [sql`c.severity = ${severity}`]),
    ...(system === undefined ? [] : [sql`c.system_id = ${system}`]),
    ...(reviewer === undefined ? [] : [sql`${reviewer} in (c.reviewer_id, c.second_reviewer_id)`]),
    ...(overdue === undefined ? [] : [sql`c.overdue`]),
    ...(gap === undefined ? [] : [sql`c.gap is not null`]),
    ...(position === undefined
      ? []
      : [sql`(c.opened_at, c.id) < (${position.openedAt}::timestamptz, ${position.id}::uuid)`]),
  ];
}

/** Ids of cases that a workflow must be running for, in batches by keyset. */
export async function openOversightCaseIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('oversight_case')
    .select('id')
    .where('state', 'in', ['open', 'acknowledged', 'decided'])
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
