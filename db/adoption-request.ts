import type { AdoptionRequest } from '../domain/adoption-request-state.ts';
import type { PersonId } from '../domain/decider.ts';
import type { Database } from './database.ts';

/** A request as the register has it, with the last event that it knows. */
export interface RecordedRequest {
  id: string;
  seq: number;
  request: AdoptionRequest;
}

export async function findAdoptionRequest(db: Database, id: string): Promise<RecordedRequest | undefined> {
  const row = await db
    .selectFrom('adoption_request')
    .select(['id', 'seq', 'detail'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { id: row.id, seq: row.seq, request: row.detail };
}

/** Ids of requests that a workflow must be running for, in batches by keyset. */
export async function openRequestIds(db: Database, limit: number, after?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('adoption_request')
    .select('id')
    .where('open', '=', true)
    .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Ids of requests that wait for the person as their business owner, and have not moved on, in batches by keyset. */
export async function requestsWaitingForOwner(
  db: Database,
  owner: PersonId,
  limit: number,
  after?: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('sign_off')
    .select('request_id')
    .where('assignee_id', '=', owner)
    .where('role', '=', 'business_owner')
    .where('waiting', '=', true)
    .where('escalated', '=', false)
    .$if(after !== undefined, (query) => query.where('request_id', '>', after ?? ''))
    .orderBy('request_id')
    .limit(limit)
    .execute();
  return rows.map(({ request_id }) => request_id);
}

export function streamOf(id: string): string {
  return `adoption-request/${id}`;
}
