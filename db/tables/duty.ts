import type { JSONColumnType } from 'kysely';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { Duty } from '../../domain/duty-state.ts';
import type { ManagementReview, ManagementReviewState } from '../../domain/management-review-state.ts';

export const dutyStates = ['active', 'paused', 'withdrawn'] as const;

export interface DutyTable {
  id: string;
  title: string;
  state: (typeof dutyStates)[number];
  /** The first instant of its rhythm that has not been fired. */
  next_at: Instant | null;
  seq: number;
  detail: JSONColumnType<Duty>;
}

export interface DutyFiringTable {
  duty_id: string;
  /** Of its event in the duty's stream. */
  seq: number;
  occasion: string;
  fired_at: Instant;
  fired_by: PersonId;
  /** Why it was run by hand; null where its schedule fired it. */
  reason: string | null;
  /** The stream of what was started. */
  subject: string;
}

export interface ManagementReviewTable {
  id: string;
  state: ManagementReviewState;
  opened_at: Instant;
  closed_at: Instant | null;
  next_due_at: Instant | null;
  seq: number;
  detail: JSONColumnType<ManagementReview>;
}
