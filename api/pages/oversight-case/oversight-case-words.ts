import type {
  EscalationReason,
  OversightCaseState,
  OversightDecision,
  OversightGap,
  OversightKind,
} from '../../../domain/oversight-case-state.ts';
import type { Severity } from '../../../domain/oversight-policy.ts';
import {
  type IncidentAudience,
  seriousIncidentCatalogue,
  type SeriousIncidentKind,
  seriousIncidentKinds,
} from '../../../domain/serious-incident.ts';
import { counted } from '../components/time.tsx';

export const oversightStateWords: Record<OversightCaseState, string> = {
  open: 'Waits for a reviewer',
  acknowledged: 'A reviewer is at it',
  decided: 'Decided, not closed yet',
  closed: 'Closed',
  called_off: 'Called off',
};

export const oversightKindWords: Record<OversightKind, string> = {
  breach: 'A boundary was broken',
  decision: 'A decision to be reviewed',
  concern: 'A concern',
  incident: 'An incident',
};

export const severityWords: Record<Severity, string> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

/** What a reviewer does, as the words of a link. */
export const oversightDecisionWords: Record<OversightDecision, string> = {
  upheld: 'Uphold it',
  corrected: 'Correct it',
  overridden: 'Override it',
  stopped: 'Stop the system',
  reopened: 'Reopen the approval',
  serious_incident: 'Report a serious incident',
};

/** What a reviewer did, after their name. */
export const decidedWords: Record<OversightDecision, string> = {
  upheld: 'upheld it',
  corrected: 'corrected it',
  overridden: 'overrode it',
  stopped: 'stopped the system',
  reopened: 'reopened the approval',
  serious_incident: 'called it a serious incident',
};

export const gapWords: Record<OversightGap, string> = {
  nobody_trained: 'Nobody who could review it is trained in oversight now.',
  nobody_free: 'Everybody who is trained for it is concerned in it themselves, or was relieved of it.',
};

export const escalationReasonWords: Record<EscalationReason, string> = {
  not_acknowledged: 'nobody had acknowledged it in time',
  not_decided: 'it was not decided in time',
  disagreement: 'the two reviewers disagreed',
  nobody_trained: 'nobody there was trained',
  nobody_free: 'nobody there was free',
};

export const audienceWords: Record<IncidentAudience, string> = {
  provider: 'The provider',
  authority: 'The market surveillance authority',
};

/** What makes an incident a serious one, each with the deadline that it has. */
export const incidentOptions = seriousIncidentKinds.map((value) => {
  const { statement, authorityDays, source } = seriousIncidentCatalogue.rules[value];
  const hint = `The authority has the report within ${counted(authorityDays, 'day')}: ${source.article} of the AI Act.`;
  return { value, label: statement, hint };
});

export function incidentInWords(kind: SeriousIncidentKind): string {
  return seriousIncidentCatalogue.rules[kind].statement;
}
