import type { RequestState } from '../domain/adoption-request-state.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { SignOffRole } from '../domain/identity.ts';
import type { Tier } from '../domain/triage.ts';
import type { Database } from './database.ts';
import { sql } from 'kysely';

export interface RequestFilter {
  state?: RequestState;
  tier?: Tier;
  /** Requests that wait for this role. */
  waitingFor?: SignOffRole;
  requester?: PersonId;
}

export interface RequestSummary {
  id: string;
  state: RequestState;
  tier: Tier;
  revision: number;
  title: string;
  systemName: string;
  requester: PersonId;
  businessOwner: PersonId;
  submittedAt: Instant;
  expiresAt: Instant;
  decidedAt: Instant | null;
  waitingFor: SignOffRole[];
  nextDueAt: Instant | null;
}

/** Where a page ends: the order is newest first, then by id. */
export interface RequestPosition {
  submittedAt: Instant;
  id: string;
}

/** One page of requests, newest first, after `position`. */
export async function listAdoptionRequests(
  db: Database,
  filter: RequestFilter,
  limit: number,
  position?: RequestPosition,
): Promise<RequestSummary[]> {
  // A role's waiting sign-offs are few beside all requests, so that filter leads; its index has the same order.
  const { state, tier, waitingFor, requester } = filter;
  const from =
    waitingFor === undefined
      ? sql`adoption_request r`
      : sql`sign_off s join adoption_request r on r.id = s.request_id`;
  const order =
    waitingFor === undefined
      ? sql`r.submitted_at desc, r.id desc`
      : sql`s.submitted_at desc, s.request_id desc`;
  const key = waitingFor === undefined ? sql`(r.submitted_at, r.id)` : sql`(s.submitted_at, s.request_id)`;
  const conditions = [
    sql`true`,
    ...(waitingFor === undefined ? [] : [sql`s.role = ${waitingFor} and s.waiting`]),
    ...(state === undefined ? [] : [sql`r.state = ${state}`]),
    ...(tier === undefined ? [] : [sql`r.tier = ${tier}`]),
    ...(requester === undefined ? [] : [sql`r.requester_id = ${requester}`]),
    ...(position === undefined
      ? []
      : [sql`${key} < (${position.submittedAt}::timestamptz, ${position.id}::uuid)`]),
  ];
  const { rows } = await sql<RequestSummary>`
    select r.id, r.state, r.tier, r.revision, r.title, r.system_name as "systemName", r.requester_id as "requester",
           r.business_owner_id as "businessOwner", r.submitted_at as "submittedAt", r.expires_at as "expiresAt",
           r.decided_at as "decidedAt", r.waiting_roles as "waitingFor", r.next_due_at as "nextDueAt"
    from ${from}
    where ${sql.join(conditions, sql` and `)}
    order by ${order}
    limit ${limit}`.execute(db);
  return rows;
}
