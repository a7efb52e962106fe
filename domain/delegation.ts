import type { Instant, PersonId } from './decider.ts';
import type { SignOffRole } from './identity.ts';

/** A person's sign-off roles handed to another eligible person for a time, with a reason. */
export interface Delegation {
  id: string;
  from: PersonId;
  to: PersonId;
  roles: SignOffRole[];
  startsAt: Instant;
  endsAt: Instant;
  reason: string;
  revokedAt: Instant | null;
}

export type DelegationEvent = { at: Instant; by: PersonId } & (
  { type: 'DelegationGranted'; delegation: Omit<Delegation, 'revokedAt'> } | { type: 'DelegationRevoked' }
);

/** The end is exclusive: a delegation that ends at noon is over at noon. */
export function isInForce(delegation: Delegation, at: Instant): boolean {
  const over = delegation.revokedAt ?? delegation.endsAt;
  return delegation.startsAt <= at && at < delegation.endsAt && at < over;
}
