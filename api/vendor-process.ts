import { findVendor } from '../db/vendor.ts';
import type { Vendor, VendorCommand } from '../domain/vendor-state.ts';
import { vendor } from '../domain/vendor.ts';
import { vendorAttributesOf } from '../workflows/vendor-messages.ts';
import type { ProcessKind } from './process.ts';
import { vendorRepresentation } from './vendor-representation.ts';

/** How the API carries messages to vendors. */
export const vendorProcess: ProcessKind<Vendor, VendorCommand> = {
  kind: 'vendor',
  noun: 'vendor',
  workflowType: 'vendor',
  path: '/v1/vendors',
  decider: vendor,
  find: findVendor,
  async represent(db, recorded) {
    const body = await vendorRepresentation(db, recorded, new Date().toISOString());
    return { body, etag: `"${recorded.seq}"` };
  },
  attributesOf: vendorAttributesOf,
  summaryOf: ({ details }) => `Vendor · ${details.criticality}`,
  isAhead: (command, { assessment }) =>
    'submission' in command && command.submission > (assessment?.submission ?? 0),
  refusalExtensions: (_db, { state, assessment, policy }) =>
    Promise.resolve({
      state,
      submission: assessment?.submission ?? null,
      policyVersion: policy.version,
    }),
};
