import { sql } from 'kysely';
import type { RequestState } from '../domain/adoption-request-state.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { SignOffRole } from '../domain/identity.ts';
import type { Tier } from '../domain/triage.ts';
import type { Database } from './database.ts';

/** A sign-off that somebody has made, or that was made in their name, and that stands. */
export interface Signed {
  id: string;
  role: SignOffRole;
  signedAt: Instant;
  title: string;
  systemName: string;
  tier: Tier;
  state: RequestState;
  requester: PersonId;
}

export interface SignedPosition {
  signedAt: Instant;
  id: string;
}

/** What the person has signed, latest first. */
export async function listSigned(
  db: Database,
  person: PersonId,
  limit: number,
  position?: SignedPosition,
): Promise<Signed[]> {
  const after =
    position === undefined
      ? sql`true`
      : sql`(g.signed_at, g.request_id) < (${position.signedAt}::timestamptz, ${position.id}::uuid)`;
  const { rows } = await sql<Signed>`
    select g.request_id as "id", g.role, g.signed_at as "signedAt", r.title, r.system_name as "systemName", r.tier,
           r.state, r.requester_id as "requester"
    from sign_off_signatory g join adoption_request r on r.id = g.request_id
    where g.person_id = ${person} and ${after}
    order by g.signed_at desc, g.request_id desc
    limit ${limit}`.execute(db);
  return rows;
}
