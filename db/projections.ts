import type { AccessBarred, AccessGrantEvent } from '../domain/access-grant-state.ts';
import type { AcknowledgementEvent } from '../domain/acknowledgement.ts';
import type { ActionEvent } from '../domain/action.ts';
import type { AdoptionRequestEvent } from '../domain/adoption-request-state.ts';
import type { AiSystemEvent } from '../domain/ai-system-state.ts';
import type { ApprovalPolicyEvent } from '../domain/approval-policy.ts';
import type { AuditPackDownloaded, AuditPackEvent } from '../domain/audit-pack.ts';
import type { AuditEngagementEvent } from '../domain/audit-engagement.ts';
import type { BoundaryBreachedEvent } from '../domain/boundary-breach.ts';
import type { CampaignEvent } from '../domain/campaign.ts';
import type { CommentEvent } from '../domain/comment.ts';
import type { CourseEvent } from '../domain/course.ts';
import type { CausedEvent, DomainEvent } from '../domain/decider.ts';
import type { ControlEvaluationEvent } from '../domain/control-evaluation.ts';
import type { ControlEvidenceEvent } from '../domain/control-evidence.ts';
import type { DelegationEvent } from '../domain/delegation.ts';
import type { DutyEvent } from '../domain/duty-state.ts';
import type { EvidenceRequestEvent } from '../domain/evidence-request.ts';
import type { GapEvent } from '../domain/gap-state.ts';
import type { IdentityEvent } from '../domain/identity.ts';
import type { ManagementReviewEvent } from '../domain/management-review-state.ts';
import type { NdaEvent } from '../domain/nda.ts';
import type { Notification } from '../domain/notification.ts';
import type { OversightCaseEvent } from '../domain/oversight-case-state.ts';
import type { OversightPolicyEvent } from '../domain/oversight-policy.ts';
import type { PolicyEvent } from '../domain/policy-state.ts';
import type { RiskPolicyEvent } from '../domain/risk-policy.ts';
import type { RiskEvent } from '../domain/risk-state.ts';
import type { ShadowAiEvent } from '../domain/shadow-ai.ts';
import type { SignificantChangeEvent } from '../domain/significant-change.ts';
import type { StatementOfApplicabilityEvent } from '../domain/statement-of-applicability-state.ts';
import type { TrainingEvent } from '../domain/training.ts';
import type { TrustDocumentDownloaded, TrustDocumentEvent } from '../domain/trust-document.ts';
import type { TrustPageEvent } from '../domain/trust-page.ts';
import type { UsageAuditEvent } from '../domain/usage-audit-state.ts';
import type { UsagePolicyEvent } from '../domain/usage-policy.ts';
import type { VendorPolicyEvent } from '../domain/vendor-policy.ts';
import type { VendorEvent } from '../domain/vendor-state.ts';
import { projectAccessBar } from './access-bar.ts';
import { projectAccessGrant } from './access-grant-projection.ts';
import { projectAcknowledgement } from './acknowledgement.ts';
import { projectAction } from './action-projection.ts';
import { projectAdoptionRequest } from './adoption-request-projection.ts';
import { projectAiSystem } from './ai-system-projection.ts';
import { projectApprovalPolicy } from './approval-policy.ts';
import { projectPackDownload } from './audit-pack-download.ts';
import { projectAuditPack } from './audit-pack-projection.ts';
import { projectAuditEngagement } from './audit-engagement-projection.ts';
import { projectBreach } from './boundary-breach.ts';
import { projectCampaign } from './campaign-projection.ts';
import { projectComment } from './comment.ts';
import { projectControlEvaluation } from './control-evaluation.ts';
import { projectControlEvidence } from './control-evidence.ts';
import { projectCourse } from './course.ts';
import type { DatabaseTransaction } from './database.ts';
import { projectDelegation } from './delegation.ts';
import { projectDuty } from './duty-projection.ts';
import { projectEvidenceRequest } from './evidence-request-projection.ts';
import { projectGap } from './gap-projection.ts';
import { projectIdentity } from './identity-projection.ts';
import { projectManagementReview } from './management-review-projection.ts';
import { projectNda } from './nda.ts';
import { projectOversightCase } from './oversight-case-projection.ts';
import { projectOversightPolicy } from './oversight-policy.ts';
import { projectPolicy } from './policy-projection.ts';
import { projectRiskPolicy } from './risk-policy.ts';
import { projectRisk } from './risk-projection.ts';
import { projectShadowAi } from './shadow-ai-projection.ts';
import { projectSignificantChange } from './significant-change.ts';
import { projectApplicability } from './statement-of-applicability-projection.ts';
import { projectTraining } from './training-projection.ts';
import { projectTrustDocument } from './trust-document.ts';
import { projectTrustDownload } from './trust-download.ts';
import { projectTrustPage } from './trust-page.ts';
import { projectUsageAudit } from './usage-audit-projection.ts';
import { projectUsagePolicy } from './usage-policy.ts';
import { projectVendorPolicy } from './vendor-policy.ts';
import { projectVendor } from './vendor-projection.ts';

type Projection = (
  trx: DatabaseTransaction,
  id: string,
  seqBefore: number,
  events: readonly DomainEvent[],
) => Promise<Notification[]>;

/** Which read model the events of a stream belong to, by the stream's first word. */
const projections: Record<string, Projection> = {
  'access-bar': facts((trx, id, events) => projectAccessBar(trx, id, events as AccessBarred[])),
  'access-grant': (trx, id, seq, events) => projectAccessGrant(trx, id, seq, events as AccessGrantEvent[]),
  acknowledgement: facts((trx, _id, events) => projectAcknowledgement(trx, events as AcknowledgementEvent[])),
  action: (trx, id, seq, events) => projectAction(trx, id, seq, events as ActionEvent[]),
  'adoption-request': (trx, id, seq, events) =>
    projectAdoptionRequest(trx, id, seq, events as AdoptionRequestEvent[]),
  'ai-system': (trx, id, seq, events) => projectAiSystem(trx, id, seq, events as AiSystemEvent[]),
  'approval-policy': facts((trx, _id, events) => projectApprovalPolicy(trx, events as ApprovalPolicyEvent[])),
  'audit-pack': (trx, id, seq, events) => projectAuditPack(trx, id, seq, events as AuditPackEvent[]),
  'audit-pack-download': facts((trx, _id, events) =>
    projectPackDownload(trx, events as AuditPackDownloaded[]),
  ),
  'audit-engagement': (trx, id, seq, events) =>
    projectAuditEngagement(trx, id, seq, events as AuditEngagementEvent[]),
  campaign: facts((trx, id, events) => projectCampaign(trx, id, events as CampaignEvent[])),
  comment: facts((trx, id, events) => projectComment(trx, id, events as CommentEvent[])),
  'control-evaluation': facts((trx, _id, events) =>
    projectControlEvaluation(trx, events as ControlEvaluationEvent[]),
  ),
  'control-evidence': facts((trx, _id, events) =>
    projectControlEvidence(trx, events as ControlEvidenceEvent[]),
  ),
  course: facts((trx, id, events) => projectCourse(trx, id, events as CourseEvent[])),
  delegation: facts((trx, id, events) => projectDelegation(trx, id, events as DelegationEvent[])),
  duty: (trx, id, seq, events) => projectDuty(trx, id, seq, events as DutyEvent[]),
  'evidence-request': (trx, id, seq, events) =>
    projectEvidenceRequest(trx, id, seq, events as EvidenceRequestEvent[]),
  gap: (trx, id, seq, events) => projectGap(trx, id, seq, events as GapEvent[]),
  identity: facts((trx, _id, events) => projectIdentity(trx, events as IdentityEvent[])),
  'management-review': (trx, id, seq, events) =>
    projectManagementReview(trx, id, seq, events as ManagementReviewEvent[]),
  nda: facts((trx, _id, events) => projectNda(trx, events as NdaEvent[])),
  'oversight-case': (trx, id, seq, events) =>
    projectOversightCase(trx, id, seq, events as OversightCaseEvent[]),
  'oversight-policy': facts((trx, _id, events) =>
    projectOversightPolicy(trx, events as OversightPolicyEvent[]),
  ),
  policy: (trx, id, seq, events) => projectPolicy(trx, id, seq, events as PolicyEvent[]),
  risk: (trx, id, seq, events) => projectRisk(trx, id, seq, events as RiskEvent[]),
  'risk-policy': facts((trx, _id, events) => projectRiskPolicy(trx, events as RiskPolicyEvent[])),
  'shadow-ai': (trx, id, seq, events) => projectShadowAi(trx, id, seq, events as ShadowAiEvent[]),
  'significant-change': facts((trx, id, events) =>
    projectSignificantChange(trx, id, events as SignificantChangeEvent[]),
  ),
  'statement-of-applicability': (trx, id, seq, events) =>
    projectApplicability(trx, id, seq, events as StatementOfApplicabilityEvent[]),
  training: facts((trx, _id, events) => projectTraining(trx, events as TrainingEvent[])),
  'trust-center': facts((trx, _id, events) => projectTrustPage(trx, events as TrustPageEvent[])),
  'trust-document': facts((trx, id, events) => projectTrustDocument(trx, id, events as TrustDocumentEvent[])),
  'trust-download': facts((trx, _id, events) =>
    projectTrustDownload(trx, events as TrustDocumentDownloaded[]),
  ),
  usage: facts((trx, id, events) => projectBreach(trx, id, events as BoundaryBreachedEvent[])),
  'usage-audit': (trx, id, seq, events) => projectUsageAudit(trx, id, seq, events as UsageAuditEvent[]),
  'usage-policy': facts((trx, _id, events) => projectUsagePolicy(trx, events as UsagePolicyEvent[])),
  vendor: (trx, id, seq, events) => projectVendor(trx, id, seq, events as VendorEvent[]),
  'vendor-policy': facts((trx, _id, events) => projectVendorPolicy(trx, events as VendorPolicyEvent[])),
  // Addresses and secrets are written beside the event: they may not stand in it.
  'role-address': facts(() => Promise.resolve()),
  stakeholder: facts(() => Promise.resolve()),
  subscriber: facts(() => Promise.resolve()),
  'vendor-link': facts(() => Promise.resolve()),
  // What has been thrown away is not there any more.
  'usage-import': facts(() => Promise.resolve()),
  'usage-retention': facts(() => Promise.resolve()),
  'webhook-endpoint': facts(() => Promise.resolve()),
};

/** Whoever puts a fact on record tells of it, where somebody must be told. */
function facts(
  project: (trx: DatabaseTransaction, id: string, events: readonly DomainEvent[]) => Promise<void>,
): Projection {
  return async (trx, id, _seqBefore, events) => {
    await project(trx, id, events);
    return [];
  };
}

/**
 * Brings the read model of a stream's kind up to date with events that follow `seqBefore`. Returns who must be told of
 * them, for whoever records them now; a rebuild tells nobody a second time.
 */
export async function projectEvents(
  trx: DatabaseTransaction,
  stream: string,
  seqBefore: number,
  events: readonly CausedEvent<DomainEvent>[],
): Promise<Notification[]> {
  if (events.length === 0) return [];
  const [kind = '', id = ''] = stream.split('/');
  const project = projections[kind];
  if (project === undefined) throw new Error(`no read model is known for ${stream}`);
  return project(
    trx,
    id,
    seqBefore,
    events.map(({ event }) => event),
  );
}
