import { sql } from 'kysely';
import type { EvidenceRequest, EvidenceRequestState } from '../domain/evidence-request.ts';
import type { Instant } from '../domain/decider.ts';
import type { Database } from './database.ts';
import type { Recorded } from './process.ts';

export function evidenceRequestStream(id: string): string {
  return `evidence-request/${id}`;
}

export async function findEvidenceRequest(
  db: Database,
  id: string,
): Promise<Recorded<EvidenceRequest> | undefined> {
  const row = await db
    .selectFrom('evidence_request')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, state: row.detail };
}

export interface EvidenceRequestPosition {
  dueAt: Instant;
  id: string;
}

/** One page of what was asked in an engagement after `position`, soonest due first. */
export async function listEvidenceRequests(
  db: Database,
  engagement: string,
  state: EvidenceRequestState | undefined,
  limit: number,
  position?: EvidenceRequestPosition,
): Promise<Recorded<EvidenceRequest>[]> {
  const rows = await db
    .selectFrom('evidence_request')
    .select(['id', 'seq', 'detail'])
    .where('engagement_id', '=', engagement)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'asked'))
    .$if(position !== undefined, (query) =>
      query.where(sql<boolean>`(due_at, id) > (${position?.dueAt}::timestamptz, ${position?.id}::uuid)`),
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ detail, ...row }) => ({ ...row, state: detail }));
}

/** Ids of requests that a workflow must be running for, in batches by keyset. */
export async function openEvidenceRequestIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('evidence_request')
    .select('id')
    .where('state', 'in', ['asked', 'answered', 'declined'])
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
