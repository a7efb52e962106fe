import type { JSONColumnType } from 'kysely';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type {
  ApplicabilityContent,
  StatementOfApplicability,
} from '../../domain/statement-of-applicability-state.ts';

export interface StatementOfApplicabilityTable {
  id: string;
  seq: number;
  detail: JSONColumnType<StatementOfApplicability>;
}

export const applicabilityVersionStates = [
  'proposed',
  'in_force',
  'superseded',
  'refused',
  'taken_back',
] as const;
export type ApplicabilityVersionState = (typeof applicabilityVersionStates)[number];

export interface StatementOfApplicabilityVersionTable {
  version: number;
  state: ApplicabilityVersionState;
  hash: string;
  content: JSONColumnType<ApplicabilityContent>;
  note: string;
  proposed_by: PersonId;
  proposed_at: Instant;
  decided_by: PersonId | null;
  decided_at: Instant | null;
  /** Why it was refused or taken back. */
  reason: string;
}
