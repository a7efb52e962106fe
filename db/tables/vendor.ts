import type { GeneratedAlways, JSONColumnType } from 'kysely';
import type { DataClass } from '../../domain/adoption-request-content.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { Answers } from '../../domain/questionnaire.ts';
import type { Criticality, VendorPolicy } from '../../domain/vendor-policy.ts';
import type { Assessment, Vendor, VendorState } from '../../domain/vendor-state.ts';

export const invitationKinds = ['invitation', 'reminder'] as const;

/** A mail to a vendor: what its delivery has to say. */
export interface VendorInvitationTable {
  delivery_id: string;
  link_id: string;
  kind: (typeof invitationKinds)[number];
  email: string;
  vendor_name: string;
  owner_name: string;
  due_at: Instant;
  /** In the clear, so that the mail can say it; null once the delivery has ended. */
  token: string | null;
}

export interface VendorPolicyTable {
  version: number;
  hash: string;
  rules: JSONColumnType<VendorPolicy>;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

export interface VendorTable {
  id: string;
  name: string;
  /** The name as it is looked for: in small letters, its spaces single. */
  name_key: string;
  owner_id: PersonId;
  criticality: Criticality;
  state: VendorState;
  phase: 'none' | Assessment['phase'];
  /** What it is approved for. */
  data_classes: DataClass[];
  /** Of the points in the last review, 0–1. */
  share: number | null;
  valid_until: Instant | null;
  certificate_expires_at: Instant | null;
  next_due_at: Instant | null;
  registered_at: Instant;
  policy_version: number;
  seq: number;
  detail: JSONColumnType<Vendor>;
  /** By which it is found; the database makes it. */
  words: GeneratedAlways<string>;
}

export interface VendorAnswersTable {
  vendor_id: string;
  assessment: number;
  /** 0 for the draft; what has been handed in never changes. */
  submission: number;
  answers: JSONColumnType<Answers>;
  hash: string;
  version: number;
  updated_by: PersonId;
  updated_at: Instant;
}

export interface VendorLinkTable {
  id: string;
  hash: Buffer;
  vendor_id: string;
  assessment: number;
  email: string;
  created_by: PersonId;
  created_at: Instant;
  expires_at: Instant;
  used_at: Instant | null;
  revoked_at: Instant | null;
}

/** A vendor's browser that has come in by its link. */
export interface VendorVisitTable {
  hash: Buffer;
  link_id: string;
  expires_at: Instant;
}
