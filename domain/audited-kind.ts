/** The kinds of records that an external auditor looks at, by the first word of their streams. */
export const auditedKinds = [
  'ai-system',
  'adoption-request',
  'vendor',
  'risk',
  'oversight-case',
  'usage-audit',
  'policy',
] as const;
export type AuditedKind = (typeof auditedKinds)[number];
