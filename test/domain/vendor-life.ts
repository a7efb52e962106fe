import { defaultVendorPolicy } from '../../domain/vendor-policy.ts';
import type { VendorEvent } from '../../domain/vendor-state.ts';

/** The events of a vendor's life, as they are told of. */
const start = Date.parse('2026-01-05T09:00:00.000Z');
export const on = (days: number) => new Date(start + days * 86_400_000).toISOString();
export const details = {
  name: 'Example AI Ltd',
  website: 'https://ai.example',
  services: 'Drafting of answers',
  criticality: 'standard' as const,
  owner: 'owner',
};
export const registered = (owner = 'owner', by = owner): VendorEvent => ({
  type: 'VendorRegistered',
  at: on(0),
  by,
  details: { ...details, owner },
  policy: { version: 1, hash: 'hash', rules: defaultVendorPolicy },
});
export const assessed = (by = 'system'): VendorEvent => ({
  type: 'AssessmentStarted',
  at: on(1),
  by,
  number: 1,
  reason: 'first',
  questionnaire: { id: 'ai-vendor', version: 1 },
  dataClasses: ['internal'],
  answerDueAt: on(22),
  remindAt: [on(11), on(22)],
});
export const answered = (by = 'vendor'): VendorEvent => ({
  type: 'AnswersSubmitted',
  at: on(5),
  by,
  submission: 1,
  answersHash: 'hash',
  score: { share: 0.9, points: 90, possible: 100, questions: [], knockOuts: [] },
  certificates: [],
  plan: (['security', 'privacy'] as const).map((role) => ({
    role,
    dueAt: on(12),
    remindAt: [on(8), on(12)],
    escalateTo: 'compliance_manager' as const,
  })),
});
export const signed = (decision: 'approve' | 'request_changes'): VendorEvent => ({
  type: 'VendorSignedOff',
  at: on(6),
  by: 'sasha',
  role: 'security',
  decision,
  revision: 1,
  comment: 'See',
  conditions: [],
  capacity: { kind: 'own' },
});
export const decided = (outcome: 'approved' | 'rejected'): VendorEvent => ({
  type: 'VendorDecided',
  at: on(7),
  by: 'sasha',
  review: {
    outcome,
    decidedAt: on(7),
    assessment: 1,
    dataClasses: ['internal'],
    validUntil: on(372),
    share: 0.9,
    conditions: [],
  },
});
