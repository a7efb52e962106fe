import type { GeneratedAlways, JSONColumnType } from 'kysely';
import type { AdoptionRequest, RequestState } from '../../domain/adoption-request-state.ts';
import type { ApprovalPolicy } from '../../domain/approval-policy.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { DraftContent, DraftStep } from '../../domain/draft.ts';
import type { Role, SignOffRole } from '../../domain/identity.ts';
import type { Tier } from '../../domain/triage.ts';

export interface AdoptionRequestTable {
  id: string;
  state: RequestState;
  tier: Tier;
  revision: number;
  title: string;
  system_name: string;
  requester_id: PersonId;
  business_owner_id: PersonId;
  submitted_at: Instant;
  expires_at: Instant;
  decided_at: Instant | null;
  waiting_roles: SignOffRole[];
  next_due_at: Instant | null;
  open: boolean;
  seq: number;
  detail: JSONColumnType<AdoptionRequest>;
  /** Whether it says what running it costs; the database makes it. */
  costs_known: GeneratedAlways<boolean>;
  /** Who provides the system, where it is a third party's. */
  vendor_id: string | null;
  /** By which approved systems are found again; the database makes it. */
  words: GeneratedAlways<string>;
}

export interface SignOffTable {
  request_id: string;
  role: SignOffRole;
  waiting: boolean;
  due_at: Instant;
  escalate_to: Role;
  escalated: boolean;
  /** Only this person holds the role on this request; null where any member of the role does. */
  assignee_id: PersonId | null;
  requester_id: PersonId;
  submitted_at: Instant;
}

export interface SignOffSignatoryTable {
  request_id: string;
  person_id: PersonId;
  role: SignOffRole;
  requester_id: PersonId;
  signed_at: Instant;
}

export interface CommentTable {
  id: string;
  request_id: string;
  author_id: PersonId;
  at: Instant;
  text: string;
}

export interface DraftTable {
  id: string;
  person_id: PersonId;
  content: JSONColumnType<DraftContent>;
  step: DraftStep;
  version: number;
  updated_at: Instant;
}

export interface ApprovalPolicyTable {
  version: number;
  hash: string;
  rules: JSONColumnType<ApprovalPolicy>;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}
