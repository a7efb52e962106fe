import type { z } from 'zod';
import type { Severity } from '../../../domain/oversight-policy.ts';
import type { FindingGround } from '../../../domain/usage-audit-figures.ts';
import type {
  AuditConclusion,
  UsageAuditReason,
  UsageAuditState,
} from '../../../domain/usage-audit-state.ts';
import type { DenialReason } from '../../../domain/usage-check.ts';
import type { usageAudit } from '../../schemas/usage-audit.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';

export type UsageAuditReading = z.output<typeof usageAudit>;
export type FiguresReading = NonNullable<UsageAuditReading['figures']>;

export const usageAuditStateWords: Record<UsageAuditState, string> = {
  gathering: 'Figures on their way',
  waiting: 'Waits for an auditor',
  auditing: 'Being audited',
  signed: 'Signed',
  called_off: 'Called off',
};

const stateMarks: Record<UsageAuditState, [Shape, Tone]> = {
  gathering: ['clock', 'waiting'],
  waiting: ['clock', 'attention'],
  auditing: ['clock', 'waiting'],
  signed: ['tick', 'good'],
  called_off: ['dash', 'quiet'],
};

/** Where it stands; of one that is signed whether anything was found. */
export function UsageAuditMark({ state, findings = 0 }: { state: UsageAuditState; findings?: number }) {
  if (state === 'signed' && findings > 0) {
    return (
      <Mark shape="alert" tone="attention">
        Signed, with findings
      </Mark>
    );
  }
  const [shape, tone] = stateMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {usageAuditStateWords[state]}
    </Mark>
  );
}

export const reasonWords: Record<UsageAuditReason, string> = {
  cycle: 'By its cycle',
  out_of_turn: 'Out of turn',
};

export const severityWords: Record<Severity, string> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

const severityMarks: Record<Severity, [Shape, Tone]> = {
  low: ['bar1', 'quiet'],
  medium: ['bar2', 'quiet'],
  high: ['bar3', 'attention'],
  critical: ['bar4', 'bad'],
};

export function SeverityMark({ severity }: { severity: Severity }) {
  const [shape, tone] = severityMarks[severity];
  return (
    <Mark shape={shape} tone={tone}>
      {severityWords[severity]}
    </Mark>
  );
}

export const groundWords: Record<FindingGround, string> = {
  uses: 'How often it was used',
  cost: 'What it cost',
  people: 'How many people used it',
  purposes: 'What it was used for',
  data_classes: 'With which data it was used',
  users_out_of_scope: 'Users who are not approved',
  unknown_users: 'Users whom nobody knows',
  checks: 'Checks that were denied',
  breaches: 'Boundaries that were broken',
  unused_scope: 'What was approved and not used',
  sample: 'A use of the sample',
  other: 'Something else',
};

export const conclusionWords: Record<AuditConclusion, string> = {
  within_scope: 'Used within its approved scope',
  findings: 'Not all of it was as approved',
};

export const denialWords: Record<DenialReason, string> = {
  unknown_person: 'Nobody of that name is known',
  unknown_system: 'No such system is known',
  not_in_use_yet: 'Not in use yet',
  suspended: 'Suspended',
  decommissioned: 'Decommissioned',
  purpose_out_of_scope: 'Not for this purpose',
  data_class_out_of_scope: 'Not with this data',
  user_out_of_scope: 'Not for this person',
  policy_not_acknowledged: 'Policy not acknowledged',
  training_missing: 'Training missing',
  training_lapsed: 'Training lapsed',
  prohibited_use: 'Prohibited by a policy',
};
