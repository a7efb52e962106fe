import type { Database } from '../db/database.ts';
import { findVendor, vendorIdOf } from '../db/vendor.ts';
import type { AdoptionRequestContent, DataClass } from '../domain/adoption-request-content.ts';
import type { Instant } from '../domain/decider.ts';
import type { Vendor, VendorState } from '../domain/vendor-state.ts';
import { isCurrentFor, lapsesAt } from '../domain/vendor-time.ts';

/** Where the vendor stands that a request rests on, for the data that the request asks for. */
export interface RequestVendor {
  id: string;
  name: string;
  /** Null as long as the vendor is on its way to the register. */
  state: VendorState | null;
  /** Whether its review is approved and current for all the classes of data. */
  current: boolean;
  lapsesAt: Instant | null;
}

/** The vendor behind a request at `at`; null for what is made in house, and from before there were reviews. */
export async function vendorBehind(
  db: Database,
  { system, data }: Pick<AdoptionRequestContent, 'system' | 'data'>,
  at: Instant,
): Promise<RequestVendor | null> {
  if (system.vendor === undefined) return null;
  const vendor = (await findVendor(db, system.vendor))?.state;
  return standingOf(system.vendor, vendor, system.provider, data.classes, at);
}

export function standingOf(
  id: string,
  vendor: Vendor | undefined,
  provider: string,
  dataClasses: readonly DataClass[],
  at: Instant,
): RequestVendor {
  if (vendor === undefined) return { id, name: provider, state: null, current: false, lapsesAt: null };
  const { state, details } = vendor;
  const current = isCurrentFor(vendor, dataClasses, at);
  return { id, name: details.name, state, current, lapsesAt: lapsesAt(vendor) };
}

/** What the review of a vendor would mean for a request that is still being written. */
export interface VendorOutlook {
  /** Null where nobody has named this vendor before. */
  id: string | null;
  name: string;
  state: VendorState | null;
  current: boolean;
  /** Whether an assessment is in progress: the request would join it. */
  inProgress: boolean;
}

/** The vendor on which a request would rest, whoever the provider's name means; null where it names nobody yet. */
export async function vendorAhead(
  db: Database,
  provider: string,
  dataClasses: readonly DataClass[],
  at: Instant,
): Promise<VendorOutlook | null> {
  if (provider.trim() === '') return null;
  const recorded = await findVendor(db, await vendorIdOf(db, provider));
  if (recorded === undefined) {
    return { id: null, name: provider.trim(), state: null, current: false, inProgress: false };
  }
  const { id, state: vendor } = recorded;
  const { name, state, current } = standingOf(id, vendor, provider, dataClasses, at);
  return { id, name, state, current, inProgress: vendor.assessment !== null };
}
