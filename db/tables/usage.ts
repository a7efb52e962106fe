import type { JSONColumnType } from 'kysely';
import type { DataClass } from '../../domain/adoption-request-content.ts';
import type { BoundaryBreachedEvent } from '../../domain/boundary-breach.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { UsageAudit, UsageAuditState } from '../../domain/usage-audit-state.ts';
import type { Denial } from '../../domain/usage-check.ts';
import type { UsagePolicy } from '../../domain/usage-policy.ts';

export interface UsageAuditTable {
  id: string;
  system_id: string;
  state: UsageAuditState;
  /** The firing of a duty that opened it along with others. */
  round: string | null;
  auditor_id: PersonId | null;
  until: Instant;
  opened_at: Instant;
  signed_at: Instant | null;
  next_due_at: Instant | null;
  /** How many there are. */
  findings: number;
  seq: number;
  detail: JSONColumnType<UsageAudit>;
}

/** Names that use was told under and the directory does not know: no part of the record, and pruned. */
export interface UsageAuditUnknownUserTable {
  audit_id: string;
  number: number;
  name: string;
  last_used_at: Instant;
}

export interface UsagePolicyTable {
  version: number;
  hash: string;
  rules: JSONColumnType<UsagePolicy>;
  note: string;
  published_by: PersonId;
  published_at: Instant;
}

export interface UsageCheckTable {
  id: string;
  at: Instant;
  asked_by: PersonId;
  /** As they were asked for; the ids say whom and what that meant. */
  person: string;
  person_id: PersonId | null;
  system: string;
  system_id: string | null;
  system_seq: number | null;
  purpose: string;
  data_class: DataClass;
  allowed: boolean;
  denials: JSONColumnType<Denial[]>;
}

/** Partitioned by month. What comes as text is a decimal number. */
export interface UsageEventTable {
  used_at: Instant;
  source: string;
  event_id: string;
  received_at: Instant;
  /** Null where the system is not in the inventory: then it has its name. */
  system_id: string | null;
  system_name: string | null;
  /** Null where the directory does not know the person: then they have their name, or nobody is named. */
  person_id: PersonId | null;
  person_name: string | null;
  purpose: string | null;
  data_class: DataClass | null;
  tokens: number | null;
  requests: number;
  cost: string | null;
  measurements: JSONColumnType<Record<string, number>> | null;
  flags: string[] | null;
  prompt_hash: string | null;
  output_hash: string | null;
}

export interface UsageBucketTable {
  system_id: string;
  metric: string;
  /** How long it is: a minute or an hour. */
  minutes: number;
  start: Instant;
  samples: number;
  total: string;
}

export interface UsageTotalTable {
  system_id: string;
  uses: number;
  cost: string;
  first_used_at: Instant;
  last_used_at: Instant;
}

export interface BoundaryBreachTable {
  case_id: string;
  system_id: string;
  boundary_id: string;
  /** Of the breaches of this boundary of this system, from 1. */
  number: number;
  opened_at: Instant;
  /** When its case was closed. */
  settled_at: Instant | null;
  detail: JSONColumnType<Pick<BoundaryBreachedEvent, 'boundary' | 'observed'>>;
}
