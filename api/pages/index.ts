import type { Express, RequestHandler } from 'express';
import helmet from 'helmet';
import type { Services } from '../services.ts';
import * as action from './action/action.tsx';
import * as actionList from './action/action-list.tsx';
import * as aiSystem from './ai-system/ai-system.tsx';
import * as aiSystemBoundaries from './ai-system/ai-system-boundaries.tsx';
import * as aiSystemScope from './ai-system/ai-system-scope.tsx';
import * as aiSystemUse from './ai-system/ai-system-use.tsx';
import * as changeSignOff from './ai-system/change-sign-off.tsx';
import * as joiningAnswer from './ai-system/joining-answer.tsx';
import * as scopeChange from './ai-system/scope-change.ts';
import * as aiSystemList from './ai-system/ai-system-list.tsx';
import * as amendment from './new-adoption-request/amendment.tsx';
import { assets } from './assets.ts';
import * as assignmentList from './assignment/assignment-list.tsx';
import * as adoptionRequest from './adoption-request/adoption-request.tsx';
import * as adoptionRequestList from './adoption-request/adoption-request-list.tsx';
import * as approvalPolicy from './approval-policy/approval-policy.tsx';
import * as approvalPolicyPublication from './approval-policy/approval-policy-publication.tsx';
import * as auditEngagementList from './audit-engagement/audit-engagement-list.tsx';
import * as auditEngagement from './audit-engagement/audit-engagement.tsx';
import * as controlsInScope from './audit-engagement/controls-in-scope.tsx';
import * as newAuditEngagement from './audit-engagement/new-audit-engagement.tsx';
import * as recordsInScope from './audit-engagement/records-in-scope.tsx';
import * as audit from './audit/audit.tsx';
import * as auditPack from './audit-pack/audit-pack.tsx';
import * as auditPackList from './audit-pack/audit-pack-list.tsx';
import * as newAuditPack from './audit-pack/new-audit-pack.tsx';
import * as auditStream from './audit/audit-stream.tsx';
import * as auditVerification from './audit/audit-verification.tsx';
import * as bulkApproval from './inbox/bulk-approval.tsx';
import { serveChanges } from './changes.ts';
import * as revisions from './adoption-request/adoption-request-revisions.tsx';
import * as closing from './adoption-request/closing.tsx';
import * as decisionRecord from './adoption-request/decision-record.tsx';
import * as applicability from './compliance/applicability.tsx';
import * as applicabilityProposal from './compliance/applicability-proposal.tsx';
import * as compliance from './compliance/compliance.tsx';
import * as gap from './compliance/gap.tsx';
import * as gapList from './compliance/gap-list.tsx';
import * as statement from './compliance/statement.tsx';
import * as statementFiling from './compliance/statement-filing.tsx';
import * as delegation from './identity/delegation.tsx';
import * as drafts from './new-adoption-request/drafts.tsx';
import * as duty from './duty/duty.tsx';
import * as dutyList from './duty/duty-list.tsx';
import * as evidenceRequest from './evidence-request/evidence-request.tsx';
import * as inbox from './inbox/inbox.tsx';
import * as newAdoptionRequest from './new-adoption-request/new-adoption-request.tsx';
import * as newAdoptionRequestCheck from './new-adoption-request/new-adoption-request-check.tsx';
import * as newAdoptionRequestStep from './new-adoption-request/new-adoption-request-step.tsx';
import * as mailbox from './notification/mailbox.tsx';
import * as managementReview from './management-review/management-review.tsx';
import * as managementReviewList from './management-review/management-review-list.tsx';
import * as minutes from './management-review/minutes.tsx';
import * as message from './notification/message.tsx';
import { type AnyPage, isPage } from './page.ts';
import * as oversightCase from './oversight-case/oversight-case.tsx';
import * as oversightCaseList from './oversight-case/oversight-case-list.tsx';
import * as oversightDecision from './oversight-case/oversight-decision.tsx';
import * as oversightReview from './oversight-case/oversight-review.tsx';
import * as oversightPolicy from './oversight-policy/oversight-policy.ts';
import * as people from './identity/people.tsx';
import * as policy from './policy/policy.tsx';
import * as policyAcknowledgements from './policy/policy-acknowledgements.tsx';
import * as policyComparison from './policy/policy-comparison.tsx';
import * as policyConfirmation from './policy/policy-confirmation.tsx';
import * as policyDeeds from './policy/policy-deeds.tsx';
import * as policyDetails from './policy/policy-details.tsx';
import * as policyDraft from './policy/policy-draft.tsx';
import * as policyDraftPreview from './policy/policy-draft-preview.tsx';
import * as policyList from './policy/policy-list.tsx';
import * as policyOutstanding from './policy/policy-outstanding.tsx';
import * as policySignOff from './policy/policy-sign-off.tsx';
import * as policySubmission from './policy/policy-submission.tsx';
import * as policyVersion from './policy/policy-version.tsx';
import * as policyVersions from './policy/policy-versions.tsx';
import * as shadowAi from './shadow-ai/shadow-ai.tsx';
import * as shadowAiList from './shadow-ai/shadow-ai-list.tsx';
import * as usageImport from './shadow-ai/usage-import.tsx';
import * as significantChangeDeclaration from './policy/significant-change-declaration.tsx';
import * as significantChanges from './policy/significant-changes.tsx';
import * as person from './identity/person.tsx';
import * as personPresence from './identity/person-presence.tsx';
import * as personRecord from './identity/person-record.tsx';
import * as personRoles from './identity/person-roles.tsx';
import * as attempt from './training/attempt.tsx';
import * as completion from './training/completion.tsx';
import * as concern from './concern/concern.tsx';
import * as courseDetails from './training/course-details.tsx';
import * as courseList from './training/course-list.tsx';
import * as courseOutstanding from './training/course-outstanding.tsx';
import * as coursePage from './training/course-page.tsx';
import * as courseVersion from './training/course-version.tsx';
import * as course from './training/course.tsx';
import * as externalCompletion from './training/external-completion.tsx';
import * as newCourse from './training/new-course.tsx';
import * as quiz from './training/quiz.tsx';
import * as trainingOn from './training/training-on.tsx';
import * as training from './training/training.tsx';
import * as trainingImport from './register-import/training-import.ts';
import * as newPolicy from './policy/new-policy.tsx';
import * as newRisk from './risk/new-risk.tsx';
import * as risk from './risk/risk.tsx';
import * as riskAssessment from './risk/risk-assessment.tsx';
import * as riskClosing from './risk/risk-closing.tsx';
import * as riskDescription from './risk/risk-description.tsx';
import * as riskList from './risk/risk-list.tsx';
import * as riskImport from './register-import/risk-import.ts';
import * as riskPolicy from './risk-policy/risk-policy.tsx';
import * as riskPolicyPublication from './risk-policy/risk-policy-publication.tsx';
import * as roleAddress from './notification/role-address.tsx';
import { servePage } from './serve-page.tsx';
import * as settings from './notification/settings.tsx';
import * as signOff from './adoption-request/sign-off.tsx';
import * as tasks from './inbox/tasks.tsx';
import * as token from './identity/token.tsx';
import * as accessGrantList from './trust-center/access-grant-list.tsx';
import * as accessGrant from './trust-center/access-grant.tsx';
import * as trustCenter from './trust-center/trust-center.tsx';
import * as trustDocuments from './trust-center/trust-documents.tsx';
import * as trustDownloads from './trust-center/trust-downloads.tsx';
import * as trustDraft from './trust-center/trust-draft.tsx';
import * as trustNda from './trust-center/trust-nda.tsx';
import * as usageCheck from './usage-check/usage-check.tsx';
import * as usagePolicy from './usage-policy/usage-policy.tsx';
import * as auditFindings from './usage-audit/audit-findings.tsx';
import * as usageAuditList from './usage-audit/usage-audit-list.tsx';
import * as usageAudit from './usage-audit/usage-audit.tsx';
import * as vendor from './vendor/vendor.tsx';
import * as vendorAssessment from './vendor/vendor-assessment.tsx';
import * as vendorComparison from './vendor/vendor-comparison.tsx';
import * as vendorDeeds from './vendor/vendor-deeds.tsx';
import * as vendorDetails from './vendor/vendor-details.tsx';
import * as vendorList from './vendor/vendor-list.tsx';
import * as vendorPolicy from './vendor-policy/vendor-policy.tsx';
import * as vendorSignOff from './vendor/vendor-sign-off.tsx';
import * as vendorImport from './register-import/vendor-import.ts';
import * as questionnaire from './vendor/questionnaire-page.tsx';
import * as vendorLink from './vendor/vendor-link-page.tsx';
import * as webhookEndpoint from './notification/webhook-endpoint.tsx';
import * as webhookEndpointList from './notification/webhook-endpoint-list.tsx';

/** Every page, and everything that a form on a page does. */
export const pages: AnyPage[] = [
  inbox,
  tasks,
  bulkApproval,
  // Before the page of a request, which is found by its id, and the steps before each by its name.
  drafts,
  newAdoptionRequestCheck,
  newAdoptionRequestStep,
  newAdoptionRequest,
  adoptionRequest,
  revisions,
  decisionRecord,
  signOff,
  closing,
  amendment,
  adoptionRequestList,
  aiSystemList,
  aiSystem,
  aiSystemUse,
  aiSystemScope,
  aiSystemBoundaries,
  scopeChange,
  changeSignOff,
  joiningAnswer,
  compliance,
  applicabilityProposal,
  applicability,
  gapList,
  gap,
  statementFiling,
  statement,
  trustCenter,
  trustDraft,
  trustDocuments,
  trustNda,
  trustDownloads,
  accessGrantList,
  accessGrant,
  shadowAiList,
  // What has a path of its own comes before what has an id in its place.
  usageImport,
  shadowAi,
  oversightCaseList,
  oversightCase,
  oversightDecision,
  oversightReview,
  concern,
  oversightPolicy,
  usagePolicy,
  usageCheck,
  riskList,
  // Before the page of a risk or a vendor, which is found by its id.
  newRisk,
  riskImport,
  vendorImport,
  risk,
  // The pages with a name of their own before those of a vendor and of an assessment, which are found by id and number.
  vendorList,
  vendorDetails,
  vendor,
  vendorDeeds,
  vendorAssessment,
  vendorComparison,
  vendorSignOff,
  riskDescription,
  riskAssessment,
  riskClosing,
  riskPolicy,
  riskPolicyPublication,
  actionList,
  action,
  questionnaire,
  vendorLink,
  dutyList,
  duty,
  courseList,
  // The page of a new course before that of a course, which is found by its id.
  newCourse,
  course,
  coursePage,
  quiz,
  attempt,
  courseOutstanding,
  courseDetails,
  courseVersion,
  trainingOn,
  trainingImport,
  training,
  externalCompletion,
  completion,
  usageAuditList,
  usageAudit,
  auditFindings,
  managementReviewList,
  managementReview,
  minutes,
  assignmentList,
  policyList,
  // Before the page of a policy, which is found by its id.
  newPolicy,
  policy,
  policyDraft,
  policyDraftPreview,
  policySubmission,
  policyConfirmation,
  policySignOff,
  policyVersions,
  policyVersion,
  policyComparison,
  policyAcknowledgements,
  policyOutstanding,
  policyDetails,
  policyDeeds,
  significantChanges,
  significantChangeDeclaration,
  approvalPolicy,
  approvalPolicyPublication,
  vendorPolicy,
  delegation,
  auditEngagementList,
  // Before the page of an engagement, which is found by its id.
  newAuditEngagement,
  auditEngagement,
  controlsInScope,
  recordsInScope,
  evidenceRequest,
  audit,
  auditPackList,
  // The page that asks for one before that of a pack, which is found by its id.
  newAuditPack,
  auditPack,
  auditStream,
  auditVerification,
  people,
  // The page that adds somebody, before the one that finds a person by their id.
  personRecord,
  personRoles,
  personPresence,
  person,
  token,
  settings,
  mailbox,
  roleAddress,
  message,
  webhookEndpointList,
  webhookEndpoint,
].flatMap((capability) => Object.values(capability).filter(isPage));

/** Nothing runs, loads or is framed that is not ours, and nothing inline at all. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
};

/** The headers of pages; the API's own answers and the documentation keep theirs. */
export function pageHeaders(): RequestHandler {
  return helmet({ contentSecurityPolicy, referrerPolicy: { policy: 'same-origin' } });
}

export function servePages(app: Express, services: Services): void {
  app.use('/assets', assets());
  for (const page of pages) servePage(app, page, services);
  serveChanges(app, services);
}
