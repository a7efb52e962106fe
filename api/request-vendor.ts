import { findVendor, vendorIdOf } from '../db/vendor.ts';
import type { AdoptionRequestContent } from '../domain/adoption-request-content.ts';
import { Problem } from './problem.ts';
import type { Services } from './services.ts';

type System = AdoptionRequestContent['system'];

/**
 * The system with the vendor that the approval will rest on: the one that is named, or whoever the provider's name means,
 * in the register or to be. What is made in house has none. Throws a Problem where there is none to rest on.
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
  if (isProviderMissing(system)) throw fault('provider', providerMissing);
  return { ...system, vendor: await vendorIdOf(services.db, system.provider) };
}

export const providerMissing = 'Say who provides it: its vendor is assessed first.';

/** Whether nobody is named on whose review an approval of the system could rest. */
export function isProviderMissing({ origin, provider }: { origin: string; provider: string }): boolean {
  return origin !== 'in_house' && provider.trim() === '';
}

/** What the system of an amended request says: a vendor that goes with another provider or origin is found anew. */
export function amendedSystem(before: System, amendment: Partial<System> = {}): System {
  const { vendor, ...after } = { ...before, ...amendment };
  const moved = after.origin !== before.origin || after.provider !== before.provider;
  const kept = amendment.vendor ?? (moved ? undefined : vendor);
  return { ...after, ...(kept === undefined ? {} : { vendor: kept }) };
}

function fault(field: string, detail: string): Problem {
  return new Problem('invalid', detail, { errors: [{ pointer: `/system/${field}`, detail }] });
}
