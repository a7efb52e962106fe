import { notificationsOf } from '../domain/adoption-request-notification.ts';
import { adoptionRequest } from '../domain/adoption-request.ts';
import type { AdoptionRequest, AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import { isFinal, waitingFor } from '../domain/adoption-request-time.ts';
import { fold } from '../domain/decider.ts';
import type { Notification } from '../domain/notification.ts';
import { signatories } from '../domain/sign-off.ts';
import type { DatabaseTransaction } from './database.ts';

/**
 * Folds the events into the read model: the whole state in `detail`, and rows for lists, inboxes and constraints.
 * Returns who must be told of them.
 */
export async function projectAdoptionRequest(
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly AdoptionRequestEvent[],
): Promise<Notification[]> {
  const before = await trx
    .selectFrom('adoption_request')
    .select('detail')
    .where('id', '=', id)
    .executeTakeFirst();
  const request = fold(adoptionRequest, before?.detail, events);
  if (request === undefined) return [];

  const row = rowOf(request, seqBefore + events.length);
  await trx
    .insertInto('adoption_request')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await updateSignOffs(trx, id, before?.detail, request);
  await updateSignatories(trx, id, before?.detail, request);
  return notificationsOf(before?.detail, seqBefore, events);
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
    vendor_id: request.content.system.vendor ?? null,
    seq,
    detail: JSON.stringify(request),
  };
}

// A sign-off changes one row of each table and most records change none: every statement saved is a round trip less.
async function updateSignOffs(
  trx: DatabaseTransaction,
  id: string,
  before: AdoptionRequest | undefined,
  request: AdoptionRequest,
): Promise<void> {
  const known = before === undefined ? [] : signOffRows(id, before);
  const rows = signOffRows(id, request);
  const gone = known.filter(({ role }) => rows.every((row) => row.role !== role)).map(({ role }) => role);
  if (gone.length > 0) {
    await trx.deleteFrom('sign_off').where('request_id', '=', id).where('role', 'in', gone).execute();
  }
  const changed = withoutKnown(rows, known);
  if (changed.length === 0) return;
  await trx
    .insertInto('sign_off')
    .values(changed)
    .onConflict((conflict) =>
      conflict.columns(['request_id', 'role']).doUpdateSet((eb) => ({
        waiting: eb.ref('excluded.waiting'),
        due_at: eb.ref('excluded.due_at'),
        escalate_to: eb.ref('excluded.escalate_to'),
        escalated: eb.ref('excluded.escalated'),
        assignee_id: eb.ref('excluded.assignee_id'),
      })),
    )
    .execute();
}

function signOffRows(id: string, request: AdoptionRequest) {
  const waiting = waitingFor(request).map(({ role }) => role);
  return request.signOffs.map(({ role, dueAt, escalateTo, escalatedAt }) => ({
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
}

async function updateSignatories(
  trx: DatabaseTransaction,
  id: string,
  before: AdoptionRequest | undefined,
  request: AdoptionRequest,
): Promise<void> {
  const known = before === undefined ? [] : signatoryRows(id, before);
  const rows = signatoryRows(id, request);
  const gone = withoutKnown(known, rows).map(({ person_id }) => person_id);
  if (gone.length > 0) {
    await trx
      .deleteFrom('sign_off_signatory')
      .where('request_id', '=', id)
      .where('person_id', 'in', gone)
      .execute();
  }
  const added = withoutKnown(rows, known);
  if (added.length > 0) await trx.insertInto('sign_off_signatory').values(added).execute();
}

function withoutKnown<Row>(rows: Row[], known: Row[]): Row[] {
  const knownRows = known.map((row) => JSON.stringify(row));
  return rows.filter((row) => !knownRows.includes(JSON.stringify(row)));
}

function signatoryRows(id: string, request: AdoptionRequest) {
  return request.signOffs.flatMap((signOff) =>
    signatories(signOff).map((person) => ({
      request_id: id,
      person_id: person,
      role: signOff.role,
      requester_id: request.requester,
      signed_at: signOff.made?.at ?? request.submittedAt,
    })),
  );
}
