import { z } from 'zod';
import { nameKey } from '../db/name-key.ts';
import { peopleByUserName } from '../db/risk-import.ts';
import type { ImportedVendor } from '../db/vendor-import.ts';
import { vendorIdOf, vendorsByName } from '../db/vendor.ts';
import type { PersonId } from '../domain/decider.ts';
import { criticalities } from '../domain/vendor-policy.ts';
import { plainCell, readTable, type Row, type RowFault } from './csv-table.ts';
import { detailFields } from './schemas/vendor.ts';
import type { Services } from './services.ts';
import { vendorColumns } from './vendor-table.ts';

const cells = {
  name: plainCell(detailFields.name),
  website: plainCell(z.string().pipe(detailFields.website)),
  services: plainCell(detailFields.services),
  criticality: z.union([z.literal('').transform(() => undefined), z.enum(criticalities)]),
  owner: z.string().max(200),
};
type VendorRow = Row<typeof cells>;

const kind = {
  cells,
  needed: ['name'] as const,
  ignored: vendorColumns.filter((column) => !(column in cells)),
  mostRows: 5_000,
  faults: {
    website: 'must be an address that begins with http:// or https://, or empty',
    criticality: `must be one of ${criticalities.join(', ')}, or empty`,
  },
};

export interface VendorToImport extends ImportedVendor {
  row: number;
}

/** The vendors that a file names, and everything that is wrong with it; who owns one without a name is `importer`. */
export async function readVendorTable(
  services: Services,
  text: string,
  importer: PersonId,
): Promise<{ vendors: VendorToImport[]; faults: RowFault[] }> {
  const { db } = services;
  const { rows, faults } = await readTable(text, kind);
  const owners = rows.flatMap(({ owner = '' }) => (owner === '' ? [] : [owner]));
  const people = await peopleByUserName(db, [...new Set(owners)]);
  const known = await vendorsByName(
    db,
    rows.flatMap(({ name }) => (name === undefined ? [] : [name])),
  );
  const vendors: VendorToImport[] = [];
  const first = new Map<string, number>();
  for (const row of rows) {
    if (row.name === undefined) continue;
    const key = nameKey(row.name);
    const earlier = first.get(key);
    first.set(key, earlier ?? row.row);
    const owner = ownerOf(row, people, importer);
    if (owner === undefined) {
      faults.push({ row: row.row, column: 'owner', detail: `there is nobody called ${row.owner ?? ''}` });
    }
    if (known.has(key)) {
      faults.push({ row: row.row, column: 'name', detail: 'is in the register already' });
    } else if (earlier !== undefined) {
      faults.push({ row: row.row, column: 'name', detail: `is the same as in row ${earlier}` });
    } else if (owner !== undefined) {
      vendors.push({
        row: row.row,
        id: await vendorIdOf(db, row.name),
        details: detailsOf(row, row.name, owner),
      });
    }
  }
  return { vendors, faults: faults.sort((a, b) => a.row - b.row) };
}

function ownerOf(
  { owner = '' }: VendorRow,
  people: ReadonlyMap<string, PersonId>,
  importer: PersonId,
): PersonId | undefined {
  return owner === '' ? importer : people.get(owner.toLowerCase());
}

function detailsOf({ website = '', services = '', criticality }: VendorRow, name: string, owner: PersonId) {
  return { name, website, services, criticality: criticality ?? ('standard' as const), owner };
}
