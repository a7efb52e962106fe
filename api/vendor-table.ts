import type { Readable } from 'node:stream';
import { namesOf } from '../db/directory.ts';
import { exportVendors } from '../db/vendor-export.ts';
import type { RankedVendor, VendorFilter } from '../db/vendor-list.ts';
import type { Vendor } from '../domain/vendor-state.ts';
import { registerFile } from './register-file.ts';
import type { Services } from './services.ts';

/** The columns of the register as a table; an import reads the first five. */
export const vendorColumns = [
  'name',
  'website',
  'services',
  'criticality',
  'owner',
  'id',
  'state',
  'phase',
  'dataClasses',
  'share',
  'validUntil',
  'certificateExpiresAt',
  'nextDueAt',
  'registeredAt',
] as const;

type VendorRow = Record<(typeof vendorColumns)[number], unknown>;

/** The vendors of a filter as a file. */
export function vendorFile(services: Services, filter: VendorFilter, format: 'csv' | 'json'): Readable {
  return registerFile(vendorColumns, rowsOf(services, filter), format);
}

async function* rowsOf({ db }: Services, filter: VendorFilter): AsyncGenerator<VendorRow[]> {
  for await (const page of exportVendors(db, filter)) {
    const nameOf = await namesOf(
      db,
      page.map(({ summary }) => summary.owner),
    );
    yield page.map(({ summary, vendor }) => rowOf(summary, vendor, nameOf(summary.owner).userName));
  }
}

function rowOf(summary: RankedVendor, { details }: Vendor, owner: string): VendorRow {
  return {
    name: summary.name,
    website: details.website,
    services: details.services,
    criticality: summary.criticality,
    owner,
    id: summary.id,
    state: summary.state,
    phase: summary.phase,
    dataClasses: summary.dataClasses,
    share: summary.share,
    validUntil: summary.validUntil,
    certificateExpiresAt: summary.certificateExpiresAt,
    nextDueAt: summary.nextDueAt,
    registeredAt: summary.registeredAt,
  };
}
