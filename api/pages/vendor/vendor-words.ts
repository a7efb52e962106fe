import type { VendorPhase } from '../../../db/vendor-list.ts';
import type { DataClass } from '../../../domain/adoption-request-content.ts';
import type { QuestionScore } from '../../../domain/questionnaire.ts';
import type { SignOffDecision } from '../../../domain/sign-off.ts';
import type { Criticality } from '../../../domain/vendor-policy.ts';
import type { AssessmentReason, ReportedConcern, VendorState } from '../../../domain/vendor-state.ts';
import { listInWords } from '../approval-policy/approval-policy-words.ts';

export const vendorStateWords: Record<VendorState, string> = {
  unassessed: 'Not assessed',
  approved: 'Approved',
  approved_with_conditions: 'Approved with conditions',
  rejected: 'Rejected',
  lapsed: 'Lapsed',
  off_boarded: 'Off-boarded',
};

export const criticalityWords: Record<Criticality, string> = { standard: 'Standard', critical: 'Critical' };

export const criticalityMeanings: Record<Criticality, string> = {
  standard: 'We could do without it, or replace it soon.',
  critical: 'We could not do without it: more sign, and its approval holds for less long.',
};

export const phaseWords: Record<VendorPhase, string> = {
  none: 'None in progress',
  answering: 'Waits for answers',
  review: 'In review',
};

export const reasonWords: Record<AssessmentReason, string> = {
  first: 'its first',
  cycle: 'the next of its cycle',
  significant_change: 'because of a significant change',
  incident: 'because of an incident',
  new_data_class: 'for another class of data',
  certificate_expired: 'because a certificate has ended',
};

export const concernWords: Record<ReportedConcern, string> = {
  significant_change: 'A significant change',
  incident: 'An incident',
};

export const concernMeanings: Record<ReportedConcern, string> = {
  significant_change: 'Another owner, region, sub-processor, model or contract.',
  incident: 'Data was lost or seen by others, or the service did harm.',
};

export const vendorDecisionMeanings: Record<SignOffDecision, string> = {
  approve: 'It may be relied on for this data, until its approval ends.',
  approve_with_conditions: 'It may be relied on, and something is done by somebody, by a day.',
  request_changes: 'It is asked again; everybody signs the new answers.',
  reject: 'It is decided: no approval can rest on it.',
};

export const becauseWords: Record<Exclude<QuestionScore['because'], 'answer'>, string> = {
  unanswered: 'not answered',
  evidence_missing: 'the file that it needs is missing',
};

const classWords: Record<DataClass, string> = {
  public: 'public',
  internal: 'internal',
  confidential: 'confidential',
  personal: 'personal',
  special_category: 'special categories of personal',
};

/** "internal and personal data" */
export function dataInWords(classes: readonly DataClass[]): string {
  return classes.length === 0 ? 'no data' : `${listInWords(classes.map((name) => classWords[name]))} data`;
}

/** A share of the points in whole per cent, never more than was earned. */
export function percentOf(share: number): string {
  return `${Math.floor(Number((share * 100).toFixed(6)))} %`;
}

/** Points without the tail of a fraction: "3.5". */
export function pointsInWords(points: number): string {
  return String(Number(points.toFixed(2)));
}
