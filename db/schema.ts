import type {
  AdoptionRequestTable,
  ApprovalPolicyTable,
  CommentTable,
  DraftTable,
  SignOffSignatoryTable,
  SignOffTable,
} from './tables/adoption-request.ts';
import type {
  AiSystemAliasTable,
  AiSystemTable,
  ShadowAiTable,
  UnknownSystemPersonTable,
  UnknownSystemTable,
} from './tables/ai-system.ts';
import type {
  AuditPackChunkTable,
  AuditPackFileTable,
  AuditPackDownloadTable,
  AuditPackMakingTable,
  AuditPackStreamTable,
  AuditPackTable,
} from './tables/audit-pack.ts';
import type {
  AuditEngagementAuditorTable,
  AuditEngagementTable,
  EvidenceRequestTable,
} from './tables/audit-engagement.ts';
import type {
  AssignmentCountTable,
  AssignmentTable,
  CampaignTable,
  CampaignWakeTable,
} from './tables/campaign.ts';
import type {
  ControlEvidenceTable,
  ControlResultTable,
  GapTable,
  OrganisationTable,
} from './tables/control.ts';
import type { DutyFiringTable, DutyTable, ManagementReviewTable } from './tables/duty.ts';
import type {
  StatementOfApplicabilityTable,
  StatementOfApplicabilityVersionTable,
} from './tables/statement-of-applicability.ts';
import type {
  CheckpointTable,
  CommandOutcomeTable,
  EventTable,
  ProcessMessageTable,
} from './tables/event-store.ts';
import type { EvidenceAttachmentTable, EvidenceTable } from './tables/evidence.ts';
import type {
  AccessTokenTable,
  DelegationTable,
  DirectoryGroupMemberTable,
  DirectoryGroupTable,
  PersonLoginTable,
  PersonRoleTable,
  PersonTable,
  SessionTable,
  SignInAttemptTable,
} from './tables/identity.ts';
import type {
  DeliveryTable,
  NotificationChoiceTable,
  NotificationTable,
  RoleAddressTable,
  RoleTurnTable,
  WebhookEndpointTable,
} from './tables/notification.ts';
import type {
  OversightAssignmentTable,
  OversightCaseTable,
  OversightPolicyTable,
} from './tables/oversight.ts';
import type {
  AcknowledgementTable,
  PolicyDraftTable,
  PolicyTable,
  PolicyTextTable,
  PolicyVersionTable,
  SignificantChangeTable,
} from './tables/policy.ts';
import type {
  ActionTable,
  RiskCountTable,
  RiskLinkTable,
  RiskPolicyTable,
  RiskTable,
} from './tables/risk.ts';
import type { TaskTable } from './tables/task.ts';
import type {
  CourseContentTable,
  CourseTable,
  CourseVersionTable,
  QuizAnswersTable,
  QuizAttemptTable,
  TrainingCompletionTable,
} from './tables/training.ts';
import type {
  BoundaryBreachTable,
  UsageAuditTable,
  UsageAuditUnknownUserTable,
  UsageBucketTable,
  UsageCheckTable,
  UsageEventTable,
  UsagePolicyTable,
  UsageTotalTable,
} from './tables/usage.ts';
import type {
  VendorAnswersTable,
  VendorInvitationTable,
  VendorLinkTable,
  VendorPolicyTable,
  VendorTable,
  VendorVisitTable,
} from './tables/vendor.ts';

import type {
  AccessAskingTable,
  AccessGrantTable,
  NdaTextTable,
  NdaVersionTable,
  StakeholderTable,
  SubscriberTable,
  TrustDocumentTable,
  TrustDownloadTable,
  TrustLinkTable,
  TrustMailTable,
  TrustPageDraftTable,
  TrustPageTextTable,
  TrustPageVersionTable,
  TrustVisitTable,
  TrustWatchTable,
} from './tables/trust-center.ts';

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
  audit_pack: AuditPackTable;
  audit_pack_download: AuditPackDownloadTable;
  audit_pack_making: AuditPackMakingTable;
  audit_pack_stream: AuditPackStreamTable;
  audit_pack_file: AuditPackFileTable;
  audit_pack_chunk: AuditPackChunkTable;
  audit_engagement: AuditEngagementTable;
  audit_engagement_auditor: AuditEngagementAuditorTable;
  evidence_request: EvidenceRequestTable;
  organisation: OrganisationTable;
  control_result: ControlResultTable;
  control_evidence: ControlEvidenceTable;
  gap: GapTable;
  statement_of_applicability: StatementOfApplicabilityTable;
  statement_of_applicability_version: StatementOfApplicabilityVersionTable;
  trust_page_draft: TrustPageDraftTable;
  trust_page_text: TrustPageTextTable;
  trust_page_version: TrustPageVersionTable;
  trust_document: TrustDocumentTable;
  trust_download: TrustDownloadTable;
  trust_link: TrustLinkTable;
  trust_visit: TrustVisitTable;
  trust_mail: TrustMailTable;
  trust_watch: TrustWatchTable;
  nda_text: NdaTextTable;
  nda_version: NdaVersionTable;
  stakeholder: StakeholderTable;
  access_asking: AccessAskingTable;
  access_grant: AccessGrantTable;
  subscriber: SubscriberTable;
}
