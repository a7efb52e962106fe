import type { Instant, PersonId } from './decider.ts';
import type { Role } from './identity.ts';

/** Which ways lead to a role as a whole; the addresses themselves stay in the directory. */
export interface RoleAddressSet {
  type: 'RoleAddressSet';
  at: Instant;
  by: PersonId;
  role: Role;
  ways: ('mail' | 'slack')[];
}
