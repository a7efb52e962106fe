import { findVendor, vendorIdOf } from '../db/vendor.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

/** Throws a Problem where another vendor has this name already: requests that name it could mean either. */
export async function refuseTakenName({ db }: Services, vendor: string, name: string): Promise<void> {
  const taken = await vendorIdOf(db, name);
  if (taken === vendor || (await findVendor(db, taken)) === undefined) return;
  const detail = 'Another vendor has this name.';
  throw new Problem('invalid', detail, { errors: [{ pointer: '/name', detail }] });
}
