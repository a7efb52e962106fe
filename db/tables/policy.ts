import type { JSONColumnType } from 'kysely';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { Policy, PolicyReview, PolicyState, SignificantChange } from '../../domain/policy-state.ts';
import type { PolicyText } from '../../domain/policy-text.ts';

export interface PolicyTable {
  id: string;
  title: string;
  owner_id: PersonId;
  state: PolicyState;
  phase: 'none' | PolicyReview['phase'];
  /** The version in force. */
  version: number | null;
  /** The version that people must at least have acknowledged. */
  acknowledge_version: number | null;
  next_due_at: Instant | null;
  cycle_months: number;
  review_on: SignificantChange[];
  created_at: Instant;
  seq: number;
  detail: JSONColumnType<Policy>;
}

export const policyVersionStates = ['in_review', 'approved', 'published', 'superseded'] as const;

export interface PolicyVersionTable {
  policy_id: string;
  version: number;
  state: (typeof policyVersionStates)[number];
  hash: string;
  major: boolean;
  note: string;
  author_id: PersonId;
  submitted_at: Instant;
  effective_at: Instant;
  approved_at: Instant | null;
  published_at: Instant | null;
  superseded_at: Instant | null;
}

export interface PolicyTextTable {
  hash: string;
  content: JSONColumnType<PolicyText>;
  stored_at: Instant;
}

export interface PolicyDraftTable {
  policy_id: string;
  content: JSONColumnType<PolicyText>;
  version: number;
  updated_by: PersonId;
  updated_at: Instant;
}

export interface AcknowledgementTable {
  policy_id: string;
  person_id: PersonId;
  version: number;
  /** Of the text that they saw. */
  hash: string;
  at: Instant;
}

export interface SignificantChangeTable {
  id: string;
  kind: SignificantChange;
  note: string;
  declared_by: PersonId;
  declared_at: Instant;
  /** Whose review it set off. */
  policies: string[];
}
