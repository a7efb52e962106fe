import type { Instant, PersonId } from './decider.ts';

/** Every role a person can hold in the organisation. */
export const roles = [
  'requester',
  'business_owner',
  'security',
  'legal',
  'privacy',
  'management',
  'compliance_manager',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** The roles whose sign-off an adoption request can need. */
export const signOffRoles = ['security', 'legal', 'privacy', 'business_owner', 'management'] as const;
export type SignOffRole = (typeof signOffRoles)[number];

/** Someone for whom the acting person stands in, by which delegation and for which of their sign-off roles. */
export interface ActsFor {
  person: PersonId;
  delegation: string;
  roles: SignOffRole[];
}

/** Who acts and in which capacities they could, as established at the door when they acted. */
export interface Actor {
  person: PersonId;
  roles: Role[];
  actsFor: ActsFor[];
}

/** The capacity in which a sign-off was made: by one's own role, for someone else, or as the escalation contact. */
export type Capacity =
  | { kind: 'own' }
  | { kind: 'delegate'; of: PersonId; delegation: string }
  | { kind: 'escalation'; contact: Role };

/** Acts of the system itself (timers) and of an operator in the Temporal UI carry these instead of a person. */
export const system: PersonId = 'system';
export const operator: PersonId = 'operator';

export type IdentityEvent = { at: Instant; by: PersonId } & (
  | { type: 'PersonAdded'; person: PersonId }
  | { type: 'PersonDeactivated'; person: PersonId }
  | { type: 'PersonReactivated'; person: PersonId }
  | { type: 'RoleGranted'; person: PersonId; role: Role }
  | { type: 'RoleRevoked'; person: PersonId; role: Role }
  | { type: 'TokenIssued'; token: string; holder: TokenHolder; expiresAt: Instant }
  | { type: 'TokenRevoked'; token: string }
  | { type: 'SignedIn'; person: PersonId; session: string; how: SignInMethod }
  | { type: 'SignedOut'; person: PersonId; session: string }
);

/** Demo accounts need no proof; `oidc` is OpenID Connect, where the identity provider gives it. */
export type SignInMethod = 'demo' | 'oidc';

/** A machine token names its program; a person's token names the person. Only people can sign off. */
export type TokenHolder = { kind: 'person'; person: PersonId } | { kind: 'machine'; name: string };
