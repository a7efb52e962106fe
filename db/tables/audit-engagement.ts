import type { JSONColumnType } from 'kysely';
import type { AuditEngagement, AuditEngagementState } from '../../domain/audit-engagement.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { EvidenceRequest, EvidenceRequestState } from '../../domain/evidence-request.ts';

export interface AuditEngagementTable {
  id: string;
  title: string;
  firm: string;
  state: AuditEngagementState;
  ends_at: Instant;
  opened_at: Instant;
  over_at: Instant | null;
  seq: number;
  detail: JSONColumnType<AuditEngagement>;
}

/** Who is let in by an engagement, or was. */
export interface AuditEngagementAuditorTable {
  engagement_id: string;
  person_id: PersonId;
  /** When they were removed; null who was not. */
  removed_at: Instant | null;
}

export interface EvidenceRequestTable {
  id: string;
  engagement_id: string;
  title: string;
  state: EvidenceRequestState;
  to_id: PersonId | null;
  asked_by: PersonId;
  asked_at: Instant;
  due_at: Instant;
  /** Whether nobody has replied in time. */
  overdue: boolean;
  seq: number;
  detail: JSONColumnType<EvidenceRequest>;
}
