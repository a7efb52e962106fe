import type { JSONColumnType } from 'kysely';
import type { ControlStatus } from '../../domain/control.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { Gap, GapState } from '../../domain/gap-state.ts';

/** One row: this deployment is one organisation. */
export interface OrganisationTable {
  id: string;
}

export interface ControlResultTable {
  statement: string;
  at: Instant;
  population: number;
  failing: number;
  status: ControlStatus;
}

export interface GapTable {
  id: string;
  statement: string;
  /** Of the gaps of this statement. */
  number: number;
  state: GapState;
  owner_id: PersonId | null;
  opened_at: Instant;
  due_at: Instant;
  /** Whether nobody has closed it in time. */
  overdue: boolean;
  ended_at: Instant | null;
  seq: number;
  detail: JSONColumnType<Gap>;
}

export interface ControlEvidenceTable {
  id: string;
  statement: string;
  /** SHA-256 of the file, in hexadecimal digits. */
  hash: string;
  name: string;
  owner_id: PersonId;
  /** Local dates. */
  covers_from: string;
  covers_until: string;
  ends_at: Instant;
  note: string;
  filed_by: PersonId;
  filed_at: Instant;
  withdrawn_at: Instant | null;
  withdrawn_by: PersonId | null;
  reason: string | null;
}
