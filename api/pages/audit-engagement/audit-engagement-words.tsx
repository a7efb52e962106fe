import type { z } from 'zod';
import type { AuditEngagementState } from '../../../domain/audit-engagement.ts';
import type { AuditedKind } from '../../../domain/audited-kind.ts';
import type { AuditScope } from '../../../domain/audit-scope.ts';
import type { EvidenceRequestState } from '../../../domain/evidence-request.ts';
import type { auditEngagement } from '../../schemas/audit-engagement.ts';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { counted } from '../components/time.tsx';

export type AuditEngagementReading = z.output<typeof auditEngagement>;

const engagementMarks: Record<AuditEngagementState, [Shape, Tone, string]> = {
  open: ['clock', 'waiting', 'Open'],
  ended: ['dash', 'quiet', 'Ended'],
  closed: ['dash', 'quiet', 'Closed early'],
};

export function AuditEngagementMark({ state }: { state: AuditEngagementState }) {
  const [shape, tone, words] = engagementMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

const requestMarks: Record<EvidenceRequestState, [Shape, Tone, string]> = {
  asked: ['clock', 'waiting', 'Waits for a reply'],
  answered: ['back', 'attention', 'Answered: the auditor’s turn'],
  declined: ['cross', 'attention', 'Declined: the auditor’s turn'],
  accepted: ['tick', 'good', 'Accepted'],
  called_off: ['dash', 'quiet', 'Called off'],
};

export function EvidenceRequestMark({ state }: { state: EvidenceRequestState }) {
  const [shape, tone, words] = requestMarks[state];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

export const auditedKindWords: Record<AuditedKind, string> = {
  'ai-system': 'AI systems',
  'adoption-request': 'Adoption requests',
  vendor: 'Vendors',
  risk: 'Risks',
  'oversight-case': 'Oversight cases',
  'usage-audit': 'Usage audits',
  policy: 'Policies in force',
};

/** A local date, "2026-12-01", as people write it. */
export function dateInWords(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date));
}

/** "All AI systems, 1 Jan 2026 to 30 Jun 2026". */
export function scopeInWords({ from, until, systems }: AuditScope): string {
  const which = systems === 'all' ? 'All AI systems' : counted(systems.length, 'AI system');
  return `${which}, ${dateInWords(from)} to ${dateInWords(until)}`;
}

/** "in_review" reads "in review". */
export function stateOfRecord(state: string): string {
  return state.replaceAll('_', ' ');
}
