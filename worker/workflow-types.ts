/** The workflow that runs each kind of process, by the first word of its streams. */
export const workflowTypes: Record<string, string> = {
  'access-grant': 'accessGrant',
  'adoption-request': 'adoptionRequest',
  'ai-system': 'aiSystem',
  vendor: 'vendor',
  risk: 'risk',
  action: 'action',
  // Run by hand: one workflow each time.
  checkpoint: 'checkpoint',
  'control-evaluation': 'controlEvaluation',
  campaign: 'campaign',
  policy: 'policy',
  'management-review': 'managementReview',
  'oversight-case': 'oversightCase',
  'shadow-ai': 'shadowAi',
  'usage-audit': 'usageAudit',
  'audit-pack': 'auditPack',
  'audit-engagement': 'auditEngagement',
  'evidence-request': 'evidenceRequest',
  gap: 'gap',
  'statement-of-applicability': 'statementOfApplicability',
};
