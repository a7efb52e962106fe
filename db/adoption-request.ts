import { adoptionRequest } from '../domain/adoption-request.ts';
import type { AdoptionRequest, AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import { isFinal, waitingFor } from '../domain/adoption-request-time.ts';
import { fold } from '../domain/decider.ts';
import { signatories } from '../domain/sign-off.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { readEvents } from './event-store.ts';

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

/** The request as it was after event `seq`, so that a repeated command gets the answer that the first one got. */
export async function adoptionRequestAt(
  db: Database,
  id: string,
  seq: number,
): Promise<RecordedRequest | undefined> {
  const events = await readEvents<AdoptionRequestEvent>(db, streamOf(id), 0, seq);
  const request = fold(adoptionRequest, undefined, events);
  return request && { id, seq, request };
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

export function streamOf(id: string): string {
  return `adoption-request/${id}`;
}

/** Folds the events into the read model: the whole state in `detail`, and rows for lists, inboxes and constraints. */
export async function projectAdoptionRequest(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly AdoptionRequestEvent[],
): Promise<void> {
  const before = await trx
    .selectFrom('adoption_request')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirst();
  const request = fold(adoptionRequest, before?.detail, events);
  if (request === undefined) return;

  const row = rowOf(request, seqBefore + events.length);
  await trx
    .insertInto('adoption_request')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await replaceSignOffs(trx, id, request);
  await replaceSignatories(trx, id, before?.detail, request);
}

function rowOf(request: AdoptionRequest, seq: number) {
  const waiting = waitingFor(request);
  return {
    state: request.state,
    tier: request.tier,
    revision: request.revision,
    title: request.content.title,
    system_name: request.content.system.name,
    requester_id: request.requester,
    business_owner_id: request.content.businessOwner,
    submitted_at: request.submittedAt,
    expires_at: request.expiresAt,
    decided_at: request.decision?.decidedAt ?? null,
    waiting_roles: waiting.map(({ role }) => role),
    next_due_at: waiting[0]?.dueAt ?? null,
    open: !isFinal(request),
    seq,
    detail: JSON.stringify(request),
  };
}

async function replaceSignOffs(
  trx: DatabaseTransaction,
  id: string,
  request: AdoptionRequest,
): Promise<void> {
  const waiting = waitingFor(request).map(({ role }) => role);
  const rows = request.signOffs.map(({ role, dueAt, escalateTo, escalatedAt }) => ({
    request_id: id,
    role,
    waiting: waiting.includes(role),
    due_at: dueAt,
    escalate_to: escalateTo,
    escalated: escalatedAt !== null,
    assignee_id: role === 'business_owner' ? request.content.businessOwner : null,
    requester_id: request.requester,
    submitted_at: request.submittedAt,
  }));
  await trx.deleteFrom('sign_off').where('request_id', '=', id).execute();
  if (rows.length > 0) await trx.insertInto('sign_off').values(rows).execute();
}

async function replaceSignatories(
  trx: DatabaseTransaction,
  id: string,
  before: AdoptionRequest | undefined,
  request: AdoptionRequest,
): Promise<void> {
  const rows = signatoryRows(id, request);
  const known = before === undefined ? [] : signatoryRows(id, before);
  if (JSON.stringify(rows) === JSON.stringify(known)) return;
  if (known.length > 0) await trx.deleteFrom('sign_off_signatory').where('request_id', '=', id).execute();
  if (rows.length > 0) await trx.insertInto('sign_off_signatory').values(rows).execute();
}

function signatoryRows(id: string, request: AdoptionRequest) {
  return request.signOffs.flatMap((signOff) =>
    signatories(signOff).map((person) => ({
      request_id: id,
      person_id: person,
      role: signOff.role,
      requester_id: request.requester,
    })),
  );
}
