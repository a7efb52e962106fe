import { z } from 'zod';
import { findPerson, namesOf, type PersonName } from '../db/directory.ts';
import {
  listVendors,
  type RankedVendor,
  type VendorFilter,
  type VendorOrder,
  type VendorSummary,
} from '../db/vendor-list.ts';
import { systemsOfVendor, type VendorSystem } from '../db/vendor-system.ts';
import type { Vendor } from '../domain/vendor-state.ts';
import { isCurrentFor } from '../domain/vendor-time.ts';
import { decodeCursor, pageOf } from './cursor.ts';
import { instant } from './schemas/text.ts';
import type { Services } from './services.ts';

const byName = z.strictObject({ nameKey: z.string().max(400), id: z.uuid() });
const byLapse = z.strictObject({ lapsesAt: instant, id: z.uuid() });
const newest = z.strictObject({ submittedAt: instant, id: z.uuid() });

export type NamedVendor = Omit<VendorSummary, 'owner'> & { owner: PersonName; lapsesAt: string | null };

export interface VendorsAsked extends VendorFilter {
  sort: VendorOrder;
  cursor?: string | undefined;
  limit: number;
}

/** Vendors with the names of their owners. The filter's owner may be an id or a user name. */
export async function vendorPage(
  { db }: Services,
  { cursor, limit, sort, ...filter }: VendorsAsked,
): Promise<{ items: NamedVendor[]; next: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(sort === 'lapses' ? byLapse : byName, cursor);
  const owner =
    filter.owner === undefined ? undefined : ((await findPerson(db, filter.owner))?.id ?? filter.owner);
  const items = await listVendors(db, { ...filter, owner }, sort, limit + 1, after);
  const { page, next } = pageOf(items, limit, ({ nameKey, lapsesAt, id }) =>
    sort === 'lapses' ? { lapsesAt, id } : { nameKey, id },
  );
  const nameOf = await namesOf(
    db,
    page.map((vendor) => vendor.owner),
  );
  return { items: page.map((vendor) => ({ ...shown(vendor), owner: nameOf(vendor.owner) })), next };
}

/** Without the key of its order, which is for cursors; only what is approved lapses. */
function shown(ranked: RankedVendor): VendorSummary & { lapsesAt: string | null } {
  const { state, lapsesAt } = ranked;
  const approved = state === 'approved' || state === 'approved_with_conditions';
  const vendor: VendorSummary & { nameKey?: string } = { ...ranked };
  delete vendor.nameKey;
  return { ...vendor, lapsesAt: approved ? lapsesAt : null };
}

export type NamedVendorSystem = Omit<VendorSystem, 'requester' | 'businessOwner'> & {
  requester: PersonName;
  businessOwner: PersonName;
  /** Approved, while the vendor is not approved and current for its data. */
  flagged: boolean;
};

/** The systems that rest on a vendor, newest request first. */
export async function vendorSystemPage(
  { db }: Services,
  { id, state: vendor }: { id: string; state: Vendor },
  { cursor, limit }: { cursor?: string | undefined; limit: number },
  at: string,
): Promise<{ items: NamedVendorSystem[]; next: string | null }> {
  const after = cursor === undefined ? undefined : decodeCursor(newest, cursor);
  const systems = await systemsOfVendor(db, id, limit + 1, after);
  const { page, next } = pageOf(systems, limit, ({ submittedAt, request }) => ({ submittedAt, id: request }));
  const nameOf = await namesOf(
    db,
    page.flatMap(({ requester, businessOwner }) => [requester, businessOwner]),
  );
  const items = page.map((system) => ({
    ...system,
    requester: nameOf(system.requester),
    businessOwner: nameOf(system.businessOwner),
    flagged: isInUse(system) && !isCurrentFor(vendor, system.dataClasses, at),
  }));
  return { items, next };
}

function isInUse({ state }: VendorSystem): boolean {
  return state === 'approved' || state === 'approved_with_conditions';
}
