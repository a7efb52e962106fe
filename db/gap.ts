import { sql } from 'kysely';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Gap, GapState } from '../domain/gap-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';
import { uuidOf } from './uuid.ts';

export function gapStream(id: string): string {
  return `gap/${id}`;
}

/** The id of a statement's gap, by its number. */
export function gapIdOf(organisation: string, statement: string, number: number): string {
  return uuidOf(['gap', organisation, statement, number]);
}

export async function findGap(db: Database, id: string): Promise<Recorded<Gap> | undefined> {
  const row = await db
    .selectFrom('gap')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

/** The last gap of each statement that has had one. */
export async function lastGaps(
  db: Database | DatabaseTransaction,
): Promise<Map<string, Gap & { id: string }>> {
  const { rows } = await sql<{ id: string; detail: Gap }>`
    select distinct on (statement) id, detail from gap order by statement, number desc`.execute(db);
  return new Map(rows.map(({ id, detail }) => [detail.statement, { ...detail, id }]));
}

export interface GapFilter {
  state?: GapState | undefined;
  statement?: string | undefined;
  owner?: PersonId | undefined;
  overdue?: true | undefined;
}

export interface GapSummary {
  id: string;
  statement: string;
  number: number;
  state: GapState;
  owner: PersonId | null;
  openedAt: Instant;
  dueAt: Instant;
  overdue: boolean;
  counted: Gap['counted'];
}

export type GapPosition = Pick<GapSummary, 'openedAt' | 'id'>;

/** One page of gaps after `position`, newest first. */
export async function listGaps(
  db: Database,
  { state, statement, owner, overdue }: GapFilter,
  limit: number,
  position?: GapPosition,
): Promise<GapSummary[]> {
  const rows = await db
    .selectFrom('gap')
    .select(['id', 'statement', 'number', 'state', 'overdue', 'detail'])
    .select(['owner_id as owner', 'opened_at as openedAt', 'due_at as dueAt'])
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'open'))
    .$if(statement !== undefined, (query) => query.where('statement', '=', statement ?? ''))
    .$if(owner !== undefined, (query) => query.where('owner_id', '=', owner ?? ''))
    .$if(overdue !== undefined, (query) => query.where('overdue', '=', true))
    .$if(position !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('opened_at', 'id'), '<', eb.tuple(position?.openedAt ?? '', position?.id ?? '')),
      ),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ detail, ...row }) => ({ ...row, counted: detail.counted }));
}

/** Ids of gaps that a workflow must be running for, in batches by keyset. */
export async function openGapIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('gap')
    .select('id')
    .where('state', '=', 'open')
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
