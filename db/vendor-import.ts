import type { Instant, PersonId } from '../domain/decider.ts';
import type { VendorPolicyInForce } from '../domain/vendor-policy.ts';
import type { VendorDetails } from '../domain/vendor-state.ts';
import type { DatabaseTransaction } from './database.ts';
import { inBatches } from './identity-batch.ts';

/** A vendor that a file names, with the id that its name gives it. */
export interface ImportedVendor {
  id: string;
  details: VendorDetails;
}

export function importCommandId(vendorId: string): string {
  return `import/vendor/${vendorId}`;
}

/** Has all of them registered by their processes: they are put down in one transaction, so it is all or none. */
export async function putDownImportedVendors(
  trx: DatabaseTransaction,
  vendors: readonly ImportedVendor[],
  policy: VendorPolicyInForce,
  by: PersonId,
  at: Instant,
): Promise<void> {
  const rows = vendors.map(({ id, details }) => {
    const command = { type: 'register', id: importCommandId(id), by, at, details, policy };
    return { stream: `vendor/${id}`, command: JSON.stringify(command), try_at: null };
  });
  for (const batch of inBatches(rows)) await trx.insertInto('process_message').values(batch).execute();
}
