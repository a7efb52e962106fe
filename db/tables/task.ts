import type { Instant, PersonId } from '../../domain/decider.ts';

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
  'evidence_request',
  'access_grant',
  'gap',
  'statement_of_applicability',
] as const;

export type TaskKind = (typeof taskKinds)[number];

export interface TaskTable {
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
