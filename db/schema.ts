import type { Generated, JSONColumnType } from 'kysely';
import type { AdoptionRequest, RequestState } from '../domain/adoption-request-state.ts';
import type { ApprovalPolicy } from '../domain/approval-policy.ts';
import type { Instant, PersonId, Refusal } from '../domain/decider.ts';
import type { Role, SignInMethod, SignOffRole } from '../domain/identity.ts';
import type { Tier } from '../domain/triage.ts';

/** The tables. `event`, `command_outcome` and `checkpoint` are append-only; most others are read models of events. */
export interface Schema {
  event: EventTable;
  command_outcome: CommandOutcomeTable;
  checkpoint: CheckpointTable;
  adoption_request: AdoptionRequestTable;
  sign_off: SignOffTable;
  sign_off_signatory: SignOffSignatoryTable;
  comment: CommentTable;
  approval_policy: ApprovalPolicyTable;
  delegation: DelegationTable;
  person: PersonTable;
  person_role: PersonRoleTable;
  access_token: AccessTokenTable;
  session: SessionTable;
  sign_in_attempt: SignInAttemptTable;
  person_login: PersonLoginTable;
}

interface EventTable {
  position: Generated<number>;
  stream: string;
  seq: number;
  type: string;
  at: Instant;
  actor: PersonId;
  command_id: string | null;
  /** The bytes that were hashed, as UTF-8 text: RFC 8785 canonical JSON. */
  canonical: string;
  prev_hash: Buffer;
  hash: Buffer;
}

interface CommandOutcomeTable {
  command_id: string;
  stream: string;
  operation: string;
  actor: PersonId;
  at: Instant;
  request_hash: string | null;
  seq: number;
  status: 'accepted' | 'refused';
  refusal: JSONColumnType<Refusal> | null;
}

interface CheckpointTable {
  id: Generated<number>;
  at: Instant;
  /** Events with `from_position < position <= to_position` are the leaves. */
  from_position: number;
  to_position: number;
  event_count: number;
  root: Buffer;
  prev_hash: Buffer;
  /** The signed bytes, as UTF-8 text: RFC 8785 canonical JSON of all of the above. */
  canonical: string;
  hash: Buffer;
  signature: Buffer;
}

interface AdoptionRequestTable {
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
}

interface SignOffTable {
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

interface SignOffSignatoryTable {
  request_id: string;
  person_id: PersonId;
  role: SignOffRole;
  requester_id: PersonId;
  signed_at: Instant;
}

interface CommentTable {
  id: string;
  request_id: string;
  author_id: PersonId;
  at: Instant;
  text: string;
}

interface ApprovalPolicyTable {
  version: number;
  hash: string;
  rules: JSONColumnType<ApprovalPolicy>;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

interface DelegationTable {
  id: string;
  from_id: PersonId;
  to_id: PersonId;
  roles: SignOffRole[];
  starts_at: Instant;
  ends_at: Instant;
  reason: string;
  revoked_at: Instant | null;
}

interface PersonTable {
  id: PersonId;
  user_name: string;
  name: string;
  email: string | null;
  active: boolean;
}

interface PersonRoleTable {
  person_id: PersonId;
  role: Role;
}

interface AccessTokenTable {
  id: string;
  hash: Buffer;
  person_id: PersonId | null;
  machine_name: string | null;
  label: string;
  created_at: Instant;
  expires_at: Instant;
  revoked_at: Instant | null;
}

interface SessionTable {
  id: string;
  hash: Buffer;
  person_id: PersonId;
  how: SignInMethod;
  created_at: Instant;
  last_seen_at: Instant;
  expires_at: Instant;
}

interface SignInAttemptTable {
  hash: Buffer;
  state: string;
  nonce: string;
  verifier: string;
  path: string;
  expires_at: Instant;
}

interface PersonLoginTable {
  issuer: string;
  subject: string;
  person_id: PersonId;
  created_at: Instant;
}
