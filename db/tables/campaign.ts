import type { Generated, JSONColumnType } from 'kysely';
import type { AssignmentKind, AssignmentTerms } from '../../domain/assignment.ts';
import type { Audience } from '../../domain/audience.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';

export interface CampaignTable {
  /** That of the policy or the course. */
  id: string;
  kind: AssignmentKind;
  /** The version that people must at least have dealt with. */
  version: number;
  audience: JSONColumnType<Audience>;
  terms: JSONColumnType<AssignmentTerms>;
  opened_at: Instant;
  /** For those who were asked when this version was. */
  due_at: Instant;
  ended_at: Instant | null;
}

export interface CampaignWakeTable {
  campaign_id: string;
  /** Until when its workflow sleeps at the most; null while it does not run. */
  wake_at: Instant | null;
  /** Whether another version or audience has been set since everybody's part was last looked at. */
  to_align: Generated<boolean>;
  /** The last version whose campaign has been reported as done. */
  reported_version: Generated<number>;
}

/** How many of those who are asked have done it and are late; kept by the database with every assignment. */
export interface AssignmentCountTable {
  campaign_id: string;
  slot: number;
  asked: number;
  done: number;
  overdue: number;
}

export interface AssignmentTable {
  campaign_id: string;
  person_id: PersonId;
  version: number;
  since: Instant;
  due_at: Instant;
  remind_at: Instant;
  escalated_at: Instant | null;
  fulfilled_at: Instant | null;
  fulfilled_until: Instant | null;
  /** When time alone will bring something about. */
  next_at: Instant | null;
}
