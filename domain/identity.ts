import type { Instant, PersonId } from './decider.ts';

/** Every role of the organisation's own people. */
export const roles = [
  'requester',
  'business_owner',
  'security',
  'legal',
  'privacy',
  'management',
  'compliance_manager',
  'oversight_reviewer',
  'auditor',
  'administrator',
] as const;

/**
 * Every role that a person can hold: one of the organisation's own, or that of somebody from outside who looks at what is
 * in the scope of an audit. Nothing of the organisation is ever handed to the latter: what names a role for a duty takes
 * it from `roles`.
 */
export const personRoles = [...roles, 'external_auditor'] as const;
export type Role = (typeof personRoles)[number];

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

/** Whoever raises a concern without giving a name: who it was is kept nowhere. */
export const anonymous: PersonId = 'anonymous';

/** Whoever answers at a vendor, by its link, is nobody in the directory: what they do carries this instead of a person. */
export function vendorItself(vendor: string): PersonId {
  return `vendor/${vendor}`;
}

export function isVendorItself(id: PersonId): boolean {
  return id.startsWith('vendor/');
}

/** Whoever asks for documents of the trust center is nobody in the directory; who they are stands beside the events. */
export function stakeholderItself(stakeholder: string): PersonId {
  return `stakeholder/${stakeholder}`;
}

export function isStakeholderItself(id: PersonId): boolean {
  return id.startsWith('stakeholder/');
}

/** A program that acts with a token of its own is nobody in the directory either. */
export function machineItself(name: string): PersonId {
  return `machine/${name}`;
}

/** Whether there is a person behind an id, whom one can tell something. */
export function isPerson(id: PersonId): boolean {
  return ![system, operator, anonymous].includes(id) && !id.includes('/');
}

export type IdentityEvent = { at: Instant; by: PersonId } & (
  | { type: 'PersonAdded'; person: PersonId }
  | { type: 'PersonDeactivated'; person: PersonId; removed?: true }
  | { type: 'PersonReactivated'; person: PersonId }
  | { type: 'PersonChanged'; person: PersonId; fields: PersonField[] }
  | { type: 'RoleGranted'; person: PersonId; role: Role; source?: RoleSource }
  | { type: 'RoleRevoked'; person: PersonId; role: Role; source?: RoleSource }
  | { type: 'TokenIssued'; token: string; holder: TokenHolder; scope?: TokenScope; expiresAt: Instant }
  | { type: 'TokenRevoked'; token: string }
  | { type: 'LoginTied'; person: PersonId; issuer: string }
  | { type: 'LoginsUntied'; person: PersonId }
  | { type: 'SignedIn'; person: PersonId; session: string; how: SignInMethod }
  | { type: 'SignedOut'; person: PersonId; session: string }
);

/** What of a person's record can change; the event names it without its value. */
export const personFields = [
  'userName',
  'name',
  'email',
  'manager',
  'team',
  'timeZone',
  'externalId',
] as const;
export type PersonField = (typeof personFields)[number];

/**
 * Where a role comes from: given by hand, or by membership of a group of the directory (by its id) or of the identity
 * provider (by a claim). Each source takes away only what it gave. An event without one is about a role given by hand.
 */
export type RoleSource = 'hand' | 'claim' | `group:${string}`;

/**
 * What a machine may do with its token, one of them: read over the API, keep the directory by SCIM, bring training
 * completed elsewhere, tell how AI systems are used, or submit decisions of AI for review.
 */
export const tokenScopes = ['read', 'scim', 'training', 'usage', 'oversight'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** Demo accounts need no proof; `oidc` is OpenID Connect, where the identity provider gives it. */
export type SignInMethod = 'demo' | 'oidc';

/** A machine token names its program; a person's token names the person. Only people can sign off. */
export type TokenHolder = { kind: 'person'; person: PersonId } | { kind: 'machine'; name: string };
