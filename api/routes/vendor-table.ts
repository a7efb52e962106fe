import { z } from 'zod';
import { inTransaction } from '../../db/facts.ts';
import { importCommandId, putDownImportedVendors } from '../../db/vendor-import.ts';
import { vendorPolicyInForce } from '../../db/vendor-policy.ts';
import { vendorNames } from '../../db/vendor.ts';
import { refusedRows } from '../csv-table.ts';
import { fileHeaders } from '../register-file.ts';
import { readVendorTable } from '../vendor-import.ts';
import { vendorFile } from '../vendor-table.ts';
import { actorOf, route } from '../route.ts';
import { vendorFilter } from '../schemas/vendor-filter.ts';

const tag = 'Vendors';

export const exportVendors = route({
  method: 'get',
  path: '/v1/vendors/export',
  operationId: 'exportVendors',
  summary: 'The register as a file, CSV or JSON, by name',
  tag,
  access: 'anyone',
  query: z.strictObject({ ...vendorFilter, format: z.enum(['csv', 'json']).default('csv') }),
  responses: { 200: { description: 'The file, sent while it is made.', headers: ['Content-Disposition'] } },
  handle: ({ query: { format, ...filter }, services }) =>
    Promise.resolve({
      status: 200,
      stream: vendorFile(services, filter, format),
      headers: fileHeaders('vendors', format),
    }),
});

const outcomes = ['registered', 'accepted'] as const;

const report = z
  .object({
    dryRun: z.boolean(),
    counts: z.record(z.enum(outcomes), z.number().int()),
    rows: z.array(
      z.object({ row: z.number().int(), vendor: z.uuid(), name: z.string(), outcome: z.enum(outcomes) }),
    ),
  })
  .meta({ id: 'VendorImportReport', description: '`accepted`: safely taken, and in the register soon.' });

const query = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .meta({ description: 'Report what would become of each row, and do nothing.' }),
});
const body = z.string().meta({
  id: 'VendorTable',
  description:
    'CSV with a header, at most 5,000 rows. Columns: name, website, services, criticality (standard, if empty), owner (user name; who imports it, if empty). The other columns of an export may be there and are passed over.',
  example:
    'name,website,services,criticality,owner\nTranscripts plc,https://transcripts.example,Minutes of meetings,critical,requester\n',
});

export const importVendors = route({
  method: 'post',
  path: '/v1/vendors/import',
  operationId: 'importVendors',
  summary: 'Put vendors from a CSV file into the register: every row, or none of them',
  tag,
  access: ['compliance_manager'],
  query,
  body,
  bodyType: 'text/csv',
  responses: { 200: { description: 'What has become of each row.', schema: report } },
  handle: async ({ body: text, query: { dryRun }, caller, at, services }) => {
    const { person: by } = actorOf(caller);
    const { vendors, faults } = await readVendorTable(services, text, by);
    if (faults.length > 0) throw refusedRows(faults);
    if (!dryRun && vendors.length > 0) {
      const { version, hash, rules } = await vendorPolicyInForce(services.db);
      await inTransaction(services.db, (trx) =>
        putDownImportedVendors(trx, vendors, { version, hash, rules }, by, at),
      );
      const { outcomes: watcher, outcomeTimeoutMs } = services;
      await Promise.all(vendors.map(({ id }) => watcher.wait(importCommandId(id), outcomeTimeoutMs)));
    }
    const known = await vendorNames(
      services.db,
      vendors.map(({ id }) => id),
    );
    const rows = vendors.map(({ row, id, details }) => ({
      row,
      vendor: id,
      name: details.name,
      outcome: known.has(id) ? outcomes[0] : outcomes[1],
    }));
    const counts = Object.fromEntries(
      outcomes.map((outcome) => [outcome, rows.filter((row) => row.outcome === outcome).length]),
    );
    return { status: 200, body: { dryRun, counts, rows } };
  },
});
