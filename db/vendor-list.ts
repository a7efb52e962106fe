import { sql } from 'kysely';
import type { DataClass } from '../domain/adoption-request-content.ts';
import type { Instant, PersonId } from '../domain/decider.ts';
import type { Criticality } from '../domain/vendor-policy.ts';
import type { Assessment, VendorState } from '../domain/vendor-state.ts';
import type { Database } from './database.ts';

/** Whether an assessment is in progress, and whom it waits for. */
export const vendorPhases = ['none', 'answering', 'review'] as const;
export type VendorPhase = 'none' | Assessment['phase'];

export interface VendorFilter {
  state?: VendorState | undefined;
  criticality?: Criticality | undefined;
  phase?: VendorPhase | undefined;
  owner?: PersonId | undefined;
  /** Words of the name. */
  q?: string | undefined;
}

/** By name; or those that are approved, by what lapses first. */
export const vendorOrders = ['name', 'lapses'] as const;
export type VendorOrder = (typeof vendorOrders)[number];

export interface VendorSummary {
  id: string;
  name: string;
  owner: PersonId;
  criticality: Criticality;
  state: VendorState;
  phase: VendorPhase;
  /** What it is approved for. */
  dataClasses: DataClass[];
  /** Of the points in the last review, 0–1. */
  share: number | null;
  validUntil: Instant | null;
  certificateExpiresAt: Instant | null;
  nextDueAt: Instant | null;
  registeredAt: Instant;
}

/** A vendor in the order of a list: `lapsesAt` is when its approval or a certificate ends, whichever is first. */
export type RankedVendor = VendorSummary & { nameKey: string; lapsesAt: Instant | null };

/** Where a page ends: by name or by what lapses first, then by id. */
export interface VendorPosition {
  nameKey?: string | undefined;
  lapsesAt?: Instant | undefined;
  id: string;
}

const lapsesAt = sql`least(v.valid_until, v.certificate_expires_at)`;

/** One page of vendors after `position`. */
export async function listVendors(
  db: Database,
  filter: VendorFilter,
  order: VendorOrder,
  limit: number,
  position?: VendorPosition,
): Promise<RankedVendor[]> {
  const key = order === 'lapses' ? lapsesAt : sql`v.name_key`;
  const { rows } = await sql<RankedVendor>`
    select v.id, v.name, v.owner_id as "owner", v.criticality, v.state, v.phase, v.data_classes as "dataClasses", v.share,
           v.valid_until as "validUntil", v.certificate_expires_at as "certificateExpiresAt",
           v.next_due_at as "nextDueAt", v.registered_at as "registeredAt", v.name_key as "nameKey",
           ${lapsesAt} as "lapsesAt"
    from vendor v
    where ${sql.join([...conditionsOf(filter, order), after(key, order, position)], sql` and `)}
    order by ${key}, v.id
    limit ${limit}`.execute(db);
  return rows;
}

function after(key: ReturnType<typeof sql>, order: VendorOrder, position: VendorPosition | undefined) {
  if (position === undefined) return sql`true`;
  const { nameKey = '', lapsesAt: instant = '-infinity', id } = position;
  const place = order === 'lapses' ? sql`${instant}::timestamptz` : sql`${nameKey}`;
  return sql`(${key}, v.id) > (${place}, ${id}::uuid)`;
}

function conditionsOf({ state, criticality, phase, owner, q }: VendorFilter, order: VendorOrder) {
  return [
    ...(order === 'lapses' ? [sql`v.state in ('approved', 'approved_with_conditions')`] : []),
    ...(state === undefined ? [] : [sql`v.state = ${state}`]),
    ...(criticality === undefined ? [] : [sql`v.criticality = ${criticality}`]),
    ...(phase === undefined ? [] : [sql`v.phase = ${phase}`]),
    ...(owner === undefined ? [] : [sql`v.owner_id = ${owner}`]),
    ...(q === undefined ? [] : [sql`v.words @@ websearch_to_tsquery('simple', ${q})`]),
  ];
}
