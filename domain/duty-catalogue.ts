import type { DutyDefinition } from './duty-state.ts';

/** What the duties of an organisation follow from. */
export interface DutySources {
  /** Of the organisation's calendar. */
  timeZone: string;
  checkpointIntervalSeconds: number;
  /** Those that are not retired; `since` is the local date on which each began. */
  policies: readonly { id: string; title: string; cycleMonths: number; since: string }[];
}

/** A day: the status of each day is on record. */
const evaluationIntervalSeconds = 86_400;

/** Before people come to work, and at an hour that no change of summer time takes away. */
const hour = 6;

/**
 * Every recurring duty. The yearly review by management is a planned interval of ours (ISO/IEC 42001, 9.3), and so is the internal audit, which comes before it (9.2); the review
 * of each policy has the interval that the policy says (A.2.4). How AI is used is audited the more often the higher the risk
 * (9.2: at planned intervals).
 */
export function declaredDuties({
  timeZone,
  checkpointIntervalSeconds,
  policies,
}: DutySources): DutyDefinition[] {
  return [
    {
      id: 'management-review',
      title: 'Management review of how AI is used',
      starts: { kind: 'management_review' },
      every: { months: 12, since: '2026-02-01', hour, timeZone },
    },
    {
      id: 'internal-audit',
      title: 'Internal audit of how AI is managed',
      starts: { kind: 'internal_audit' },
      every: { months: 12, since: '2026-01-15', hour, timeZone },
    },
    {
      id: 'usage-audit-quarterly',
      title: 'Usage audits of AI systems of high and critical risk',
      starts: { kind: 'usage_audit', tiers: ['high', 'critical'] },
      every: { months: 3, since: '2026-01-01', hour, timeZone },
    },
    {
      id: 'usage-audit-yearly',
      title: 'Usage audits of AI systems of low and medium risk',
      starts: { kind: 'usage_audit', tiers: ['low', 'medium'] },
      every: { months: 12, since: '2026-01-01', hour, timeZone },
    },
    ...policies.map(({ id, title, cycleMonths, since }): DutyDefinition => ({
      id: policyDutyId(id),
      title: `Review of the policy “${title}”`,
      starts: { kind: 'policy_review', policy: id },
      every: { months: cycleMonths, since, hour, timeZone },
    })),
    {
      id: 'control-evaluation',
      title: 'Controls held against the records',
      starts: { kind: 'control_evaluation' },
      every: { seconds: evaluationIntervalSeconds },
    },
    {
      id: 'checkpoint',
      title: 'Signed checkpoint of the audit trail',
      starts: { kind: 'checkpoint' },
      every: { seconds: checkpointIntervalSeconds },
    },
  ];
}

/** The duty that has a policy reviewed by its cycle. */
export function policyDutyId(policy: string): string {
  return `policy-review-${policy}`;
}
