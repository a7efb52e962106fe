import type { GeneratedAlways, JSONColumnType } from 'kysely';
import type { Action, ActionState } from '../../domain/action.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { RiskBand, RiskPolicy } from '../../domain/risk-policy.ts';
import type { Risk, RiskCategory, RiskState, RiskTreatment } from '../../domain/risk-state.ts';

export interface RiskPolicyTable {
  version: number;
  hash: string;
  rules: JSONColumnType<RiskPolicy>;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

export interface RiskTable {
  id: string;
  title: string;
  category: RiskCategory;
  owner_id: PersonId;
  state: RiskState;
  treatment: RiskTreatment | null;
  inherent_likelihood: number;
  inherent_impact: number;
  residual_likelihood: number;
  residual_impact: number;
  residual_band: RiskBand;
  /** By which risks are in order of their residual score: by its band, and within it by likelihood × impact. */
  residual_rank: number;
  dealt_with: boolean;
  /** Whether nobody has dealt with it in time, or an action of it is overdue. */
  overdue: boolean;
  accepted_until: Instant | null;
  next_due_at: Instant | null;
  identified_at: Instant;
  policy_version: number;
  seq: number;
  detail: JSONColumnType<Risk>;
  /** By which it is found; the database makes it. */
  words: GeneratedAlways<string>;
}

export interface RiskLinkTable {
  risk_id: string;
  kind: 'adoption-request' | 'vendor' | 'system';
  /** The id of the request or the vendor; the name of the system, as names are looked for. */
  target: string;
  identified_at: Instant;
}

/** How many open risks have a score. */
export interface RiskCountTable {
  measure: 'inherent' | 'residual';
  likelihood: number;
  impact: number;
  category: RiskCategory;
  risks: number;
}

export interface ActionTable {
  id: string;
  /** The stream that it follows from. */
  subject: string;
  text: string;
  owner_id: PersonId;
  state: ActionState;
  due_at: Instant;
  overdue: boolean;
  opened_at: Instant;
  settled_at: Instant | null;
  seq: number;
  detail: JSONColumnType<Action>;
}
