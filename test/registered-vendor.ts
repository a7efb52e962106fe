import { randomUUID } from 'node:crypto';
import type { VendorState } from '../domain/vendor-state.ts';
import type { TestDatabase } from './test-database.ts';

/** A row of a vendor, for what only asks whether there is one and where it stands. */
export async function registeredVendor(
  { db }: TestDatabase,
  state: VendorState = 'unassessed',
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('vendor')
    .values({
      id,
      name: `Vendor ${id}`,
      name_key: `vendor ${id}`,
      owner_id: 'requester',
      criticality: 'standard',
      state,
      phase: 'none',
      data_classes: [],
      share: null,
      valid_until: null,
      certificate_expires_at: null,
      next_due_at: null,
      registered_at: '2026-11-23T09:00:00.000Z',
      policy_version: 1,
      seq: 1,
      detail: '{}',
    })
    .execute();
  return id;
}
