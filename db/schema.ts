import type { Denial } from '../domain/usage-check.ts';
import type { AiSystem, AiSystemState } from '../domain/ai-system-state.ts';
import type { SignOffTier } from '../domain/approval-policy.ts';
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { AdoptionRequest, RequestState } from '../domain/adoption-request-state.ts';
import type { ApprovalPolicy } from '../domain/approval-policy.ts';
import type { Instant, PersonId, Refusal } from '../domain/decider.ts';
import type { DraftContent, DraftStep } from '../domain/draft.ts';
import type { Role, RoleSource, SignInMethod, SignOffRole, TokenScope } from '../domain/identity.ts';
import type {
  Channel,
  NotificationChannel,
  NotificationKind,
  PublicEventType,
} from '../domain/notification-kind.ts';
import type { Command } from '../domain/decider.ts';
import type { Action, ActionState } from '../domain/action.ts';
import type { AssignmentKind, AssignmentTerms } from '../domain/assignment.ts';
import type { Audience } from '../domain/audience.ts';
import type { Policy, PolicyReview, PolicyState, SignificantChange } from '../domain/policy-state.ts';
import type { PolicyText } from '../domain/policy-text.ts';
import type { DataClass } from '../domain/adoption-request-content.ts';
import type { Duty } from '../domain/duty-state.ts';
import type { ManagementReview, ManagementReviewState } from '../domain/management-review-state.ts';
import type {
  OversightCase,
  OversightCaseState,
  OversightDecision,
  OversightGap,
  OversightKind,
  ReviewerPlace,
} from '../domain/oversight-case-state.ts';
import type { OversightPolicy, Severity } from '../domain/oversight-policy.ts';
import type { Answers } from '../domain/questionnaire.ts';
import type { CourseContent, CourseDetails, CourseState } from '../domain/course.ts';
import type { QuizAnswers } from '../domain/quiz.ts';
import type { CompletionSource } from '../domain/training.ts';
import type { RiskBand, RiskPolicy } from '../domain/risk-policy.ts';
import type { Risk, RiskCategory, RiskState, RiskTreatment } from '../domain/risk-state.ts';
import type { BoundaryBreachedEvent } from '../domain/boundary-breach.ts';
import type { Topic } from '../domain/topic.ts';
import type { Tier } from '../domain/triage.ts';
import type { UsageAudit, UsageAuditState } from '../domain/usage-audit-state.ts';
import type { UsagePolicy } from '../domain/usage-policy.ts';
import type { Criticality, VendorPolicy } from '../domain/vendor-policy.ts';
import type { ShadowAi, ShadowAiState } from '../domain/shadow-ai.ts';
import type { Assessment, Vendor, VendorState } from '../domain/vendor-state.ts';

/** The tables. `event`, `command_outcome` and `checkpoint` are append-only; most others are read models of events. */
export interface Schema {
  event: EventTable;
  command_outcome: CommandOutcomeTable;
  checkpoint: CheckpointTable;
  adoption_request: AdoptionRequestTable;
  sign_off: SignOffTable;
  sign_off_signatory: SignOffSignatoryTable;
  comment: CommentTable;
  draft: DraftTable;
  approval_policy: ApprovalPolicyTable;
  delegation: DelegationTable;
  person: PersonTable;
  person_role: PersonRoleTable;
  directory_group: DirectoryGroupTable;
  directory_group_member: DirectoryGroupMemberTable;
  access_token: AccessTokenTable;
  session: SessionTable;
  sign_in_attempt: SignInAttemptTable;
  person_login: PersonLoginTable;
  notification: NotificationTable;
  delivery: DeliveryTable;
  role_turn: RoleTurnTable;
  role_address: RoleAddressTable;
  notification_choice: NotificationChoiceTable;
  webhook_endpoint: WebhookEndpointTable;
  process_message: ProcessMessageTable;
  task: TaskTable;
  evidence: EvidenceTable;
  evidence_attachment: EvidenceAttachmentTable;
  vendor_policy: VendorPolicyTable;
  vendor: VendorTable;
  vendor_answers: VendorAnswersTable;
  vendor_link: VendorLinkTable;
  vendor_visit: VendorVisitTable;
  vendor_invitation: VendorInvitationTable;
  risk_policy: RiskPolicyTable;
  risk: RiskTable;
  risk_link: RiskLinkTable;
  risk_count: RiskCountTable;
  action: ActionTable;
  policy: PolicyTable;
  policy_version: PolicyVersionTable;
  policy_text: PolicyTextTable;
  policy_draft: PolicyDraftTable;
  acknowledgement: AcknowledgementTable;
  significant_change: SignificantChangeTable;
  campaign: CampaignTable;
  campaign_wake: CampaignWakeTable;
  assignment: AssignmentTable;
  assignment_count: AssignmentCountTable;
  course: CourseTable;
  course_version: CourseVersionTable;
  course_content: CourseContentTable;
  quiz_attempt: QuizAttemptTable;
  quiz_answers: QuizAnswersTable;
  training_completion: TrainingCompletionTable;
  duty: DutyTable;
  duty_firing: DutyFiringTable;
  management_review: ManagementReviewTable;
  ai_system: AiSystemTable;
  oversight_policy: OversightPolicyTable;
  oversight_case: OversightCaseTable;
  oversight_assignment: OversightAssignmentTable;
  usage_audit: UsageAuditTable;
  usage_audit_unknown_user: UsageAuditUnknownUserTable;
  usage_policy: UsagePolicyTable;
  usage_event: UsageEventTable;
  usage_check: UsageCheckTable;
  usage_bucket: UsageBucketTable;
  usage_total: UsageTotalTable;
  boundary_breach: BoundaryBreachTable;
  shadow_ai: ShadowAiTable;
  ai_system_alias: AiSystemAliasTable;
  unknown_system: UnknownSystemTable;
  unknown_system_person: UnknownSystemPersonTable;
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
  /** Who provides the system, where it is a third party's. */
  vendor_id: string | null;
  /** By which approved systems are found again; the database makes it. */
  words: GeneratedAlways<string>;
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

interface DraftTable {
  id: string;
  person_id: PersonId;
  content: JSONColumnType<DraftContent>;
  step: DraftStep;
  version: number;
  updated_at: Instant;
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
interface DirectoryGroupTable {
  id: string;
  display_name: string;
  external_id: string | null;
  created_at: Instant;
  updated_at: Instant;
}

interface DirectoryGroupMemberTable {
  group_id: string;
  person_id: PersonId;
}

interface PersonRoleTable {
  person_id: PersonId;
  role: Role;
  /** Everything that gives the person this role, at least one. */
  sources: RoleSource[];
}

interface AccessTokenTable {
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

interface NotificationTable {
  id: Generated<number>;
  stream: string;
  seq: number;
  kind: NotificationKind | PublicEventType;
  /** `person/<id>`, `role/<role>` or `webhooks`. */
  recipient: string;
  about: Role | null;
  /** What it is about: a stream too, as `topicOf` has it. */
  topic: Topic | null;
  at: Instant;
  /** Not before then: a row that could not be relayed lets the others go first. */
  try_at: Instant | null;
  relayed_at: Instant | null;
}

export const deliveryStates = ['pending', 'sent', 'kept', 'failed', 'dropped'] as const;

interface DeliveryTable {
  id: Generated<string>;
  notification_id: number | null;
  kind: DeliveryKind;
  channel: Channel;
  topic: Topic | null;
  about: Role | null;
  person_id: PersonId | null;
  /** The member of the role in whose place the person is asked, where a role was asked. */
  member_id: PersonId | null;
  /** The role whose shared address it goes to. */
  role: Role | null;
  endpoint_id: string | null;
  /** The digest that will say it. */
  digest_id: string | null;
  digest_on: string | null;
  send_at: Instant | null;
  state: Generated<(typeof deliveryStates)[number]>;
  created_at: Instant;
  /** When its workflow was started. */
  started_at: Instant | null;
  composed_at: Instant | null;
  settled_at: Instant | null;
  attempts: Generated<number>;
  /** Why it was dropped, failed, or has not been taken yet. */
  fault: string | null;
  subject: string | null;
  text: string | null;
  html: string | null;
}

export const invitationKinds = ['invitation', 'reminder'] as const;

/** A mail to a vendor: what its delivery has to say. */
interface VendorInvitationTable {
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

export type DeliveryKind = NotificationKind | PublicEventType | 'reminder_digest' | 'vendor_invitation';

interface RoleTurnTable {
  role: Role;
  person_id: PersonId;
  asked_at: Instant;
}

interface RoleAddressTable {
  role: Role;
  mail: string | null;
  slack_url: string | null;
}

interface NotificationChoiceTable {
  person_id: PersonId;
  asks: NotificationChannel;
  reminders: NotificationChannel;
  outcomes: NotificationChannel;
  comments: NotificationChannel;
  reminders_as: 'digest' | 'at_once';
  slack_url: string | null;
}

interface WebhookEndpointTable {
  id: string;
  url: string;
  event_types: PublicEventType[];
  /** `whsec_` and base64, as Standard Webhooks has it. */
  secret: string;
  /** Signs too until `previous_until`. */
  previous_secret: string | null;
  previous_until: Instant | null;
  enabled: boolean;
  disabled_reason: string | null;
  created_at: Instant;
}

interface ProcessMessageTable {
  id: Generated<number>;
  stream: string;
  command: JSONColumnType<Command>;
  /** Not before then. */
  try_at: Instant | null;
}

/** What waits for somebody; a sign-off of an adoption request has its own table. */
export const taskKinds = [
  'vendor_answers',
  'vendor_sign_off',
  'risk_treatment',
  'risk_acceptance',
  'risk_action',
  'action',
  'policy_review',
  'policy_sign_off',
  'management_review',
  'management_review_sign_off',
  'usage_audit',
  'ai_system_review',
  'ai_system_sign_off',
  'ai_system_joining',
  'oversight_case',
  'oversight_confirmation',
  'oversight_gap',
  'oversight_report',
  'oversight_closing',
  'shadow_ai',
] as const;
export type TaskKind = (typeof taskKinds)[number];

interface AiSystemTable {
  /** The id of the adoption request that opened it. */
  id: string;
  name: string;
  /** The name as it is looked for: in small letters, its spaces single. */
  name_key: string;
  title: string;
  provider: string;
  state: AiSystemState;
  tier: SignOffTier;
  owner_id: PersonId;
  vendor_id: string | null;
  opened_at: Instant;
  live_since: Instant | null;
  next_review_at: Instant;
  seq: number;
  detail: JSONColumnType<AiSystem>;
  /** By which it is found; the database makes it. */
  words: GeneratedAlways<string>;
}

interface TaskTable {
  stream: string;
  key: string;
  /** `person/<id>` or `role/<role>`. */
  holder: string;
  kind: TaskKind;
  escalated: boolean;
  title: string;
  barred_ids: PersonId[];
  since: Instant;
  due_at: Instant;
}

interface EvidenceTable {
  /** SHA-256 of the content, in hexadecimal digits. */
  hash: string;
  /** Bytes. */
  size: number;
  media_type: string;
  content: Buffer;
  stored_at: Instant;
}

interface EvidenceAttachmentTable {
  /** What it supports. */
  stream: string;
  hash: string;
  name: string;
  added_by: PersonId;
  added_at: Instant;
}

interface VendorPolicyTable {
  version: number;
  hash: string;
  rules: JSONColumnType<VendorPolicy>;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

interface VendorTable {
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

interface VendorAnswersTable {
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

interface VendorLinkTable {
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
interface VendorVisitTable {
  hash: Buffer;
  link_id: string;
  expires_at: Instant;
}

interface RiskPolicyTable {
  version: number;
  hash: string;
  rules: JSONColumnType<RiskPolicy>;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

interface RiskTable {
  id: string;
  title: string;
  category: RiskCategory;
  owner_id: PersonId;
  state: RiskState;
  treatment: RiskTreatment | null;
  inherent_likelihood: number;
  inherent_impact: number;
  residual_likelihood: number;
  residual_impact: number;
  residual_band: RiskBand;
  /** By which risks are in order of their residual score: by its band, and within it by likelihood × impact. */
  residual_rank: number;
  dealt_with: boolean;
  /** Whether nobody has dealt with it in time, or an action of it is overdue. */
  overdue: boolean;
  accepted_until: Instant | null;
  next_due_at: Instant | null;
  identified_at: Instant;
  policy_version: number;
  seq: number;
  detail: JSONColumnType<Risk>;
  /** By which it is found; the database makes it. */
  words: GeneratedAlways<string>;
}

interface RiskLinkTable {
  risk_id: string;
  kind: 'adoption-request' | 'vendor' | 'system';
  /** The id of the request or the vendor; the name of the system, as names are looked for. */
  target: string;
  identified_at: Instant;
}

/** How many open risks have a score. */
interface RiskCountTable {
  measure: 'inherent' | 'residual';
  likelihood: number;
  impact: number;
  category: RiskCategory;
  risks: number;
}

interface ActionTable {
  id: string;
  /** The stream that it follows from. */
  subject: string;
  text: string;
  owner_id: PersonId;
  state: ActionState;
  due_at: Instant;
  overdue: boolean;
  opened_at: Instant;
  settled_at: Instant | null;
  seq: number;
  detail: JSONColumnType<Action>;
}

interface PolicyTable {
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

interface PolicyVersionTable {
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

interface PolicyTextTable {
  hash: string;
  content: JSONColumnType<PolicyText>;
  stored_at: Instant;
}

interface PolicyDraftTable {
  policy_id: string;
  content: JSONColumnType<PolicyText>;
  version: number;
  updated_by: PersonId;
  updated_at: Instant;
}

interface AcknowledgementTable {
  policy_id: string;
  person_id: PersonId;
  version: number;
  /** Of the text that they saw. */
  hash: string;
  at: Instant;
}

interface SignificantChangeTable {
  id: string;
  kind: SignificantChange;
  note: string;
  declared_by: PersonId;
  declared_at: Instant;
  /** Whose review it set off. */
  policies: string[];
}

interface CampaignTable {
  /** That of the policy or the course. */
  id: string;
  kind: AssignmentKind;
  /** The version that people must at least have dealt with. */
  version: number;
  audience: JSONColumnType<Audience>;
  terms: JSONColumnType<AssignmentTerms>;
  opened_at: Instant;
  /** For those who were asked when this version was. */
  due_at: Instant;
  ended_at: Instant | null;
}

interface CampaignWakeTable {
  campaign_id: string;
  /** Until when its workflow sleeps at the most; null while it does not run. */
  wake_at: Instant | null;
  /** Whether another version or audience has been set since everybody's part was last looked at. */
  to_align: Generated<boolean>;
  /** The last version whose campaign has been reported as done. */
  reported_version: Generated<number>;
}

/** How many of those who are asked have done it and are late; kept by the database with every assignment. */
interface AssignmentCountTable {
  campaign_id: string;
  slot: number;
  asked: number;
  done: number;
  overdue: number;
}

interface AssignmentTable {
  campaign_id: string;
  person_id: PersonId;
  version: number;
  since: Instant;
  due_at: Instant;
  remind_at: Instant;
  escalated_at: Instant | null;
  fulfilled_at: Instant | null;
  fulfilled_until: Instant | null;
  /** When time alone will bring something about. */
  next_at: Instant | null;
}

interface CourseTable {
  id: string;
  state: CourseState;
  title: string;
  competence: string;
  /** The version that is taken now. */
  version: number;
  hash: string;
  /** The version that people must at least have taken. */
  required_version: number;
  created_at: Instant;
  details: JSONColumnType<CourseDetails>;
}

interface CourseVersionTable {
  course_id: string;
  version: number;
  hash: string;
  major: boolean;
  note: string;
  /** Until when completions of earlier versions count; null where they go on to. */
  earlier_count_until: Instant | null;
  published_by: PersonId;
  published_at: Instant;
}

interface CourseContentTable {
  hash: string;
  content: JSONColumnType<CourseContent>;
  stored_at: Instant;
}

interface QuizAttemptTable {
  id: string;
  person_id: PersonId;
  course_id: string;
  version: number;
  number: number;
  at: Instant;
  /** 0–1. */
  score: number;
  passed: boolean;
  answers_hash: string;
}

interface QuizAnswersTable {
  hash: string;
  answers: JSONColumnType<QuizAnswers>;
  stored_at: Instant;
}

interface TrainingCompletionTable {
  id: string;
  person_id: PersonId;
  course_id: string;
  competence: string;
  version: number;
  completed_at: Instant;
  valid_until: Instant;
  /** 0–1; null where nobody has said. */
  score: number | null;
  source: CompletionSource;
  vouched_by: PersonId | null;
  evidence_hash: string | null;
  external_id: string | null;
  revoked_at: Instant | null;
}

export const dutyStates = ['active', 'paused', 'withdrawn'] as const;

interface DutyTable {
  id: string;
  title: string;
  state: (typeof dutyStates)[number];
  /** The first instant of its rhythm that has not been fired. */
  next_at: Instant | null;
  seq: number;
  detail: JSONColumnType<Duty>;
}

interface DutyFiringTable {
  duty_id: string;
  /** Of its event in the duty's stream. */
  seq: number;
  occasion: string;
  fired_at: Instant;
  fired_by: PersonId;
  /** Why it was run by hand; null where its schedule fired it. */
  reason: string | null;
  /** The stream of what was started. */
  subject: string;
}

interface ManagementReviewTable {
  id: string;
  state: ManagementReviewState;
  opened_at: Instant;
  closed_at: Instant | null;
  next_due_at: Instant | null;
  seq: number;
  detail: JSONColumnType<ManagementReview>;
}

interface UsageAuditTable {
  id: string;
  system_id: string;
  state: UsageAuditState;
  /** The firing of a duty that opened it along with others. */
  round: string | null;
  auditor_id: PersonId | null;
  until: Instant;
  opened_at: Instant;
  signed_at: Instant | null;
  next_due_at: Instant | null;
  /** How many there are. */
  findings: number;
  seq: number;
  detail: JSONColumnType<UsageAudit>;
}

/** Names that use was told under and the directory does not know: no part of the record, and pruned. */
interface UsageAuditUnknownUserTable {
  audit_id: string;
  number: number;
  name: string;
  last_used_at: Instant;
}

interface UsagePolicyTable {
  version: number;
  hash: string;
  rules: JSONColumnType<UsagePolicy>;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

/** Partitioned by month. What comes as text is a decimal number. */
interface UsageCheckTable {
  id: string;
  at: Instant;
  asked_by: PersonId;
  /** As they were asked for; the ids say whom and what that meant. */
  person: string;
  person_id: PersonId | null;
  system: string;
  system_id: string | null;
  system_seq: number | null;
  purpose: string;
  data_class: DataClass;
  allowed: boolean;
  denials: JSONColumnType<Denial[]>;
}

interface UsageEventTable {
  used_at: Instant;
  source: string;
  event_id: string;
  received_at: Instant;
  /** Null where the system is not in the inventory: then it has its name. */
  system_id: string | null;
  system_name: string | null;
  /** Null where the directory does not know the person: then they have their name, or nobody is named. */
  person_id: PersonId | null;
  person_name: string | null;
  purpose: string | null;
  data_class: DataClass | null;
  tokens: number | null;
  requests: number;
  cost: string | null;
  measurements: JSONColumnType<Record<string, number>> | null;
  flags: string[] | null;
  prompt_hash: string | null;
  output_hash: string | null;
}

interface UsageBucketTable {
  system_id: string;
  metric: string;
  /** How long it is: a minute or an hour. */
  minutes: number;
  start: Instant;
  samples: number;
  total: string;
}

interface UsageTotalTable {
  system_id: string;
  uses: number;
  cost: string;
  first_used_at: Instant;
  last_used_at: Instant;
}

interface BoundaryBreachTable {
  case_id: string;
  system_id: string;
  boundary_id: string;
  /** Of the breaches of this boundary of this system, from 1. */
  number: number;
  opened_at: Instant;
  /** When its case was closed. */
  settled_at: Instant | null;
  detail: JSONColumnType<Pick<BoundaryBreachedEvent, 'boundary' | 'observed'>>;
}

interface UnknownSystemTable {
  name_key: string;
  /** As it was last written. */
  name: string;
  first_seen: Instant;
  last_seen: Instant;
  events: number;
  people: Generated<number>;
  /** How many findings of this name there have been: it is counted before a finding is opened. */
  findings: Generated<number>;
}

interface UnknownSystemPersonTable {
  name_key: string;
  person: string;
}

interface OversightPolicyTable {
  version: number;
  hash: string;
  rules: JSONColumnType<OversightPolicy>;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

interface OversightCaseTable {
  id: string;
  kind: OversightKind;
  severity: Severity;
  state: OversightCaseState;
  system_id: string | null;
  /** The boundary that was breached. */
  boundary: string | null;
  summary: string;
  reviewer_id: PersonId | null;
  second_reviewer_id: PersonId | null;
  /** Whether whoever submitted the decision is still to wait. */
  held: boolean;
  /** Whether somebody has let a time pass, and it has not been made good. */
  overdue: boolean;
  gap: OversightGap | null;
  decision: OversightDecision | null;
  decided_by: PersonId | null;
  confirmed_by: PersonId | null;
  opened_at: Instant;
  next_due_at: Instant | null;
  ended_at: Instant | null;
  seq: number;
  detail: JSONColumnType<OversightCase>;
}

/** Whom a case that waits has been given to: also while it is on its way to them. */
interface OversightAssignmentTable {
  case_id: string;
  place: ReviewerPlace;
  reviewer_id: PersonId;
}

interface ShadowAiTable {
  id: string;
  name: string;
  /** The name as it is looked for: in small letters, its spaces single. */
  name_key: string;
  /** Of the findings of this name. */
  number: number;
  state: ShadowAiState;
  owner_id: PersonId | null;
  opened_at: Instant;
  due_at: Instant;
  /** Whether nobody has settled it in time. */
  overdue: boolean;
  settled_at: Instant | null;
  seq: number;
  detail: JSONColumnType<ShadowAi>;
}

/** Another name by which a system of the register is known where it is used. */
interface AiSystemAliasTable {
  name_key: string;
  name: string;
  system_id: string;
}
