import { findVendor, vendorIdOf } from '../db/vendor.ts';
import type { AdoptionRequestContent } from '../domain/adoption-request-content.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

type System = AdoptionRequestContent['system'];

/**
 * The system with the vendor that the approval will rest on: the one that is named, or whoever the provider's name means,
 * in the register or to be. What is made in house has none. Throws a Problem where the one that is named cannot be meant.
 */
export async function withVendor(services: Services, { vendor, ...system }: System): Promise<System> {
  if (system.origin === 'in_house') {
    if (vendor !== undefined) throw fault('vendor', 'What is made in house has no vendor.');
    return system;
  }
  if (vendor !== undefined) {
    const known = await findVendor(services.db, vendor);
    if (known === undefined) throw fault('vendor', 'There is no such vendor.');
    if (known.state.state === 'off_boarded') throw fault('vendor', 'This vendor is off-boarded.');
    return { ...system, vendor };
  }
  // Who asks may not know yet; nobody can approve it until somebody does.
  if (system.provider.trim() === '') return system;
  return { ...system, vendor: await vendorIdOf(services.db, system.provider) };
}

/** The system of an amended request: its vendor stays, unless another is named, or the system is somebody else's now. */
export async function amendedSystem(
  services: Services,
  before: System,
  amendment: Partial<System> = {},
): Promise<System> {
  const { vendor, ...after } = { ...before, ...amendment };
  const moved = after.origin !== before.origin || after.provider !== before.provider;
  // One that came with the request may still be on its way into the register.
  if (amendment.vendor === undefined && !moved && vendor !== undefined) return { ...after, vendor };
  return withVendor(services, { ...after, vendor: amendment.vendor });
}

function fault(field: string, detail: string): Problem {
  return new Problem('invalid', detail, { errors: [{ pointer: `/system/${field}`, detail }] });
}
