import { sql } from 'kysely';
import type { DataClass } from '../domain/adoption-request-content.ts';
import type { RequestState } from '../domain/adoption-request-state.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Database, DatabaseTransaction } from './database.ts';

/** A system that rests on a vendor: what was asked of it, and whether it may be used. */
export interface VendorSystem {
  request: string;
  title: string;
  systemName: string;
  state: RequestState;
  dataClasses: DataClass[];
  requester: PersonId;
  businessOwner: PersonId;
  submittedAt: Instant;
}

export type VendorSystemPosition = { submittedAt: Instant; id: string };

/** One page of the adoption requests that name the vendor, newest first, after `position`. */
export async function systemsOfVendor(
  db: Database | DatabaseTransaction,
  vendor: string,
  limit: number,
  position?: VendorSystemPosition,
): Promise<VendorSystem[]> {
  const { rows } = await sql<VendorSystem>`
    select id as "request", title, system_name as "systemName", state,
           detail->'content'->'data'->'classes' as "dataClasses", requester_id as "requester",
           business_owner_id as "businessOwner", submitted_at as "submittedAt"
    from adoption_request
    where vendor_id = ${vendor}
      and ${position === undefined ? sql`true` : sql`(submitted_at, id) < (${position.submittedAt}::timestamptz, ${position.id}::uuid)`}
    order by submitted_at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
}

/** How many systems that may be used rest on the vendor for data that it is not approved for now. */
export async function countFlaggedSystems(
  db: Database,
  vendor: string,
  currentFor: readonly DataClass[],
): Promise<number> {
  const { rows } = await sql<{ systems: number }>`
    select count(*)::int as "systems" from adoption_request
    where vendor_id = ${vendor} and state in ('approved', 'approved_with_conditions')
      and not detail->'content'->'data'->'classes' <@ ${JSON.stringify(currentFor)}::jsonb`.execute(db);
  return rows[0]?.systems ?? 0;
}
