import type { AnyRoute } from '../route.ts';
import * as accessGrant from './access-grant.ts';
import * as acknowledgement from './acknowledgement.ts';
import * as action from './action.ts';
import * as adoptionRequest from './adoption-request.ts';
import * as adoptionRequestList from './adoption-request-list.ts';
import * as adoptionRequestRisk from './adoption-request-risk.ts';
import * as aiSystem from './ai-system.ts';
import * as aiSystemScope from './ai-system-scope.ts';
import * as approvalPolicy from './approval-policy.ts';
import * as assignment from './assignment.ts';
import * as auditPack from './audit-pack.ts';
import * as auditEngagementPack from './audit-engagement-pack.ts';
import * as auditEngagementRecord from './audit-engagement-record.ts';
import * as auditEngagement from './audit-engagement.ts';
import * as audit from './audit.ts';
import * as comment from './comment.ts';
import * as concern from './concern.ts';
import * as courseOutstanding from './course-outstanding.ts';
import * as control from './control.ts';
import * as course from './course.ts';
import * as delegation from './delegation.ts';
import * as delivery from './delivery.ts';
import * as draft from './draft.ts';
import * as duty from './duty.ts';
import * as evidenceRequest from './evidence-request.ts';
import * as evidence from './evidence.ts';
import * as identity from './identity.ts';
import * as inbox from './inbox.ts';
import * as login from './login.ts';
import * as managementReview from './management-review.ts';
import * as nda from './nda.ts';
import * as notification from './notification.ts';
import * as operations from './operations.ts';
import * as oversightCase from './oversight-case.ts';
import * as oversightPolicy from './oversight-policy.ts';
import * as oversightReview from './oversight-review.ts';
import * as ownUsageCheck from './own-usage-check.ts';
import * as peopleImport from './people-import.ts';
import * as people from './people.ts';
import * as policyReview from './policy-review.ts';
import * as policyTemplate from './policy-template.ts';
import * as policyVersion from './policy-version.ts';
import * as policy from './policy.ts';
import * as preview from './preview.ts';
import * as quizAttempt from './quiz-attempt.ts';
import * as riskList from './risk-list.ts';
import * as riskPolicy from './risk-policy.ts';
import * as riskTable from './risk-table.ts';
import * as riskTreatment from './risk-treatment.ts';
import * as risk from './risk.ts';
import * as controlEvidence from './control-evidence.ts';
import * as gap from './gap.ts';
import * as shadowAi from './shadow-ai.ts';
import * as statementOfApplicability from './statement-of-applicability.ts';
import * as significantChange from './significant-change.ts';
import * as stakeholder from './stakeholder.ts';
import * as trainingCompletion from './training-completion.ts';
import * as trainingEvidence from './training-evidence.ts';
import * as trainingImport from './training-import.ts';
import * as training from './training.ts';
import * as trustCenter from './trust-center.ts';
import * as trustDocument from './trust-document.ts';
import * as usageAuditFindings from './usage-audit-findings.ts';
import * as usageAudit from './usage-audit.ts';
import * as usageEvent from './usage-event.ts';
import * as usageImport from './usage-import.ts';
import * as usagePolicy from './usage-policy.ts';
import * as usage from './usage.ts';
import * as usageCheck from './usage-check.ts';
import * as vendorAnswers from './vendor-answers.ts';
import * as vendorAssessment from './vendor-assessment.ts';
import * as vendorLink from './vendor-link.ts';
import * as vendorList from './vendor-list.ts';
import * as vendorPolicy from './vendor-policy.ts';
import * as vendorTable from './vendor-table.ts';
import * as vendor from './vendor.ts';
import * as webhookEndpoint from './webhook-endpoint.ts';

/** Every operation of the API, in the order of its documentation. */
export const routes: AnyRoute[] = [
  adoptionRequest,
  adoptionRequestList,
  comment,
  preview,
  draft,
  aiSystem,
  aiSystemScope,
  // What has a path of its own comes before what has an id in its place.
  riskList,
  riskTable,
  risk,
  riskTreatment,
  adoptionRequestRisk,
  action,
  riskPolicy,
  policy,
  policyReview,
  policyVersion,
  policyTemplate,
  acknowledgement,
  assignment,
  significantChange,
  vendorList,
  vendorTable,
  vendor,
  vendorAssessment,
  vendorAnswers,
  vendorLink,
  vendorPolicy,
  usageCheck,
  ownUsageCheck,
  usageEvent,
  usageImport,
  usage,
  shadowAi,
  controlEvidence,
  gap,
  statementOfApplicability,
  usagePolicy,
  usageAudit,
  usageAuditFindings,
  duty,
  managementReview,
  oversightCase,
  oversightReview,
  concern,
  oversightPolicy,
  evidence,
  course,
  courseOutstanding,
  quizAttempt,
  training,
  trainingImport,
  trainingCompletion,
  trainingEvidence,
  trustCenter,
  trustDocument,
  nda,
  accessGrant,
  stakeholder,
  inbox,
  delegation,
  approvalPolicy,
  identity,
  people,
  peopleImport,
  login,
  notification,
  webhookEndpoint,
  delivery,
  control,
  auditPack,
  auditEngagement,
  auditEngagementPack,
  auditEngagementRecord,
  evidenceRequest,
  audit,
  operations,
].flatMap((capability): AnyRoute[] => Object.values<AnyRoute | AnyRoute[]>(capability).flat());
