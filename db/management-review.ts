import { sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';
import type { ManagementReview, ManagementReviewState } from '../domain/management-review-state.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import type { Recorded } from './process.ts';

export function managementReviewStream(id: string): string {
  return `management-review/${id}`;
}

export async function findManagementReview(
  db: Database | DatabaseTransaction,
  id: string,
): Promise<Recorded<ManagementReview> | undefined> {
  const row = await db
    .selectFrom('management_review')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

/** When the last review that was not called off was opened: the next looks back until then. */
export async function lastReviewedAt(db: Database | DatabaseTransaction): Promise<Instant | null> {
  const row = await db
    .selectFrom('management_review')
    .select('opened_at')
    .where('state', '<>', 'called_off')
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.opened_at ?? null;
}

export interface ListedManagementReview {
  id: string;
  state: ManagementReviewState;
  openedAt: Instant;
  closedAt: Instant | null;
  nextDueAt: Instant | null;
  review: ManagementReview;
}

export type ManagementReviewPosition = Pick<ListedManagementReview, 'openedAt' | 'id'>;

/** One page of reviews after `position`, newest first. */
export async function listManagementReviews(
  db: Database,
  state: ManagementReviewState | undefined,
  limit: number,
  position?: ManagementReviewPosition,
): Promise<ListedManagementReview[]> {
  return db
    .selectFrom('management_review')
    .select([
      'id',
      'state',
      'opened_at as openedAt',
      'closed_at as closedAt',
      'next_due_at as nextDueAt',
      'detail as review',
    ])
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'closed'))
    .$if(position !== undefined, (query) =>
      query.where(
        sql<boolean>`(opened_at, id) < (${position?.openedAt}::timestamptz, ${position?.id}::uuid)`,
      ),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Ids of reviews that a workflow must be running for, in batches by keyset. */
export async function openManagementReviewIds(
  db: Database,
  limit: number,
  after?: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('management_review')
    .select('id')
    .where('state', 'in', ['preparing', 'signing'])
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
