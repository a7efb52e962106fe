import type { Generated } from 'kysely';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { Role, RoleSource, SignInMethod, SignOffRole, TokenScope } from '../../domain/identity.ts';

export interface DelegationTable {
  id: string;
  from_id: PersonId;
  to_id: PersonId;
  roles: SignOffRole[];
  starts_at: Instant;
  ends_at: Instant;
  reason: string;
  revoked_at: Instant | null;
}

export interface PersonTable {
  id: PersonId;
  user_name: string;
  name: string;
  email: string | null;
  active: boolean;
  manager_id: PersonId | null;
  team: string | null;
  /** IANA; null is the organisation's, which the approval policy's calendar names. */
  time_zone: string | null;
  /** What the identity provider calls this person (SCIM `externalId`). */
  external_id: string | null;
  /** When the identity provider deleted the account: it is told that there is none, and we keep who did what. */
  removed_at: Instant | null;
  created_at: Generated<Instant>;
  updated_at: Generated<Instant>;
}

/** A group as the identity provider provisions it. Which roles it gives is configuration. */
export interface DirectoryGroupTable {
  id: string;
  display_name: string;
  external_id: string | null;
  created_at: Instant;
  updated_at: Instant;
}

export interface DirectoryGroupMemberTable {
  group_id: string;
  person_id: PersonId;
}

export interface PersonRoleTable {
  person_id: PersonId;
  role: Role;
  /** Everything that gives the person this role, at least one. */
  sources: RoleSource[];
}

export interface AccessTokenTable {
  id: string;
  hash: Buffer;
  person_id: PersonId | null;
  machine_name: string | null;
  /** What a machine may do with it; null for a person's. */
  scope: TokenScope | null;
  label: string;
  created_at: Instant;
  expires_at: Instant;
  revoked_at: Instant | null;
}

export interface SessionTable {
  id: string;
  hash: Buffer;
  person_id: PersonId;
  how: SignInMethod;
  created_at: Instant;
  last_seen_at: Instant;
  expires_at: Instant;
}

export interface SignInAttemptTable {
  hash: Buffer;
  state: string;
  nonce: string;
  verifier: string;
  path: string;
  expires_at: Instant;
}

export interface PersonLoginTable {
  issuer: string;
  subject: string;
  person_id: PersonId;
  created_at: Instant;
}
