import type { DecisionRecord } from '../domain/adoption-request-state.ts';
import type { Instant } from '../domain/decider.ts';
import type { Role } from '../domain/identity.ts';
import type { OversightDecision } from '../domain/oversight-case-state.ts';
import type { Severity } from '../domain/oversight-policy.ts';
import type { StaleReason } from '../domain/risk-state.ts';
import type { Tier } from '../domain/triage.ts';

/** How the domain's words read within a sentence. */

export const roleWords: Record<Role, string> = {
  requester: 'requester',
  business_owner: 'business owner',
  security: 'security',
  legal: 'legal',
  privacy: 'privacy',
  management: 'management',
  compliance_manager: 'compliance manager',
  oversight_reviewer: 'oversight reviewer',
  auditor: 'auditor',
  administrator: 'administrator',
  external_auditor: 'external auditor',
};

export const tierWords: Record<Tier, string> = {
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
  critical: 'Critical risk',
  prohibited: 'Prohibited',
};

export const outcomeWords: Record<DecisionRecord['outcome'], string> = {
  approved: 'Approved',
  approved_with_conditions: 'Approved with conditions',
  rejected: 'Rejected',
};

export const severityWords: Record<Severity, string> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

export const oversightDecisionWords: Record<OversightDecision, string> = {
  upheld: 'Upheld',
  corrected: 'Corrected',
  overridden: 'Overridden',
  stopped: 'Stopped',
  reopened: 'To be approved anew',
  serious_incident: 'A serious incident',
};

/** Why an acceptance of a risk does not count any more. */
export const riskEndWords: Record<StaleReason | 'end_date', string> = {
  residual_score: 'its residual score has changed',
  affected: 'what it touches has changed',
  policy: 'another risk policy is in force',
  description: 'it was described anew',
  end_date: 'its last day has passed',
};

/** "Thu, 26 Nov 2026, 10:00 (Europe/Berlin)". */
export function instantInWords(at: Instant, timeZone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at));
  return `${text} (${timeZone})`;
}

/** A local date, "2026-12-01", as people write it. */
export function dateInWords(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date));
}

/**
 * Text that people wrote, made fit for one line of a mail's header or of a list: no line break, no control character
 * and no mark that turns the direction of what follows (U+202A…U+202E, U+2066…U+2069).
 */
export function onOneLine(text: string, max = 120): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim();
  const characters = Array.from(line);
  return characters.length <= max ? line : `${characters.slice(0, max - 1).join('')}…`;
}
