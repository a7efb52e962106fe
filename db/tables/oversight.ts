import type { JSONColumnType } from 'kysely';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type {
  OversightCase,
  OversightCaseState,
  OversightDecision,
  OversightGap,
  OversightKind,
  ReviewerPlace,
} from '../../domain/oversight-case-state.ts';
import type { OversightPolicy, Severity } from '../../domain/oversight-policy.ts';

export interface OversightPolicyTable {
  version: number;
  hash: string;
  rules: JSONColumnType<OversightPolicy>;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

export interface OversightCaseTable {
  id: string;
  kind: OversightKind;
  severity: Severity;
  state: OversightCaseState;
  system_id: string | null;
  /** The boundary that was breached. */
  boundary: string | null;
  summary: string;
  reviewer_id: PersonId | null;
  second_reviewer_id: PersonId | null;
  /** Whether whoever submitted the decision is still to wait. */
  held: boolean;
  /** Whether somebody has let a time pass, and it has not been made good. */
  overdue: boolean;
  gap: OversightGap | null;
  decision: OversightDecision | null;
  decided_by: PersonId | null;
  confirmed_by: PersonId | null;
  opened_at: Instant;
  next_due_at: Instant | null;
  ended_at: Instant | null;
  seq: number;
  detail: JSONColumnType<OversightCase>;
}

/** Whom a case that waits has been given to: also while it is on its way to them. */
export interface OversightAssignmentTable {
  case_id: string;
  place: ReviewerPlace;
  reviewer_id: PersonId;
}
