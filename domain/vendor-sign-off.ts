import type { Refusal } from './decider.ts';
import type { Actor, Capacity } from './identity.ts';
import { capacityToSign, type SignOff } from './sign-off.ts';
import type { Assessment, Vendor } from './vendor-state.ts';

/**
 * The capacity in which `actor` may sign the review of a vendor, or why not. The vendor's owner wants it, so the owner
 * signs nothing of it; and nobody signs answers that they handed in.
 */
export function capacityToSignReview(
  { details }: Vendor,
  { signOffs, answeredBy }: Assessment,
  signOff: SignOff,
  actor: Actor,
): Capacity | Refusal {
  const capacity = capacityToSign({ requester: details.owner, signOffs, holders: {} }, signOff, actor);
  if ('code' in capacity) return capacity;
  const signing = capacity.kind === 'delegate' ? [actor.person, capacity.of] : [actor.person];
  if (signing.some((person) => person === answeredBy)) {
    return { code: 'segregation_of_duties', detail: 'Nobody signs off answers that they handed in.' };
  }
  return capacity;
}
