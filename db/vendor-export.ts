import type { Vendor } from '../domain/vendor-state.ts';
import type { Database } from './database.ts';
import { listVendors, type RankedVendor, type VendorFilter, type VendorPosition } from './vendor-list.ts';

const batch = 500;

/** The vendors of a filter with all that is known of them, by name, in batches. */
export async function* exportVendors(
  db: Database,
  filter: VendorFilter,
): AsyncGenerator<{ summary: RankedVendor; vendor: Vendor }[]> {
  for (let position: VendorPosition | undefined; ;) {
    const page = await listVendors(db, filter, 'name', batch, position);
    const details = await detailsOf(
      db,
      page.map(({ id }) => id),
    );
    yield page.flatMap((summary) => {
      const vendor = details.get(summary.id);
      return vendor === undefined ? [] : [{ summary, vendor }];
    });
    const last = page.at(-1);
    position = last && { nameKey: last.nameKey, id: last.id };
    if (page.length < batch) return;
  }
}

async function detailsOf(db: Database, ids: readonly string[]): Promise<Map<string, Vendor>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('vendor').select(['id', 'detail']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, detail }) => [id, detail]));
}
