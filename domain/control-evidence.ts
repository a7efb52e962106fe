import type { DomainEvent, Instant, PersonId } from './decider.ts';

/**
 * A document that shows what no record of ours does, filed for a statement: it has an owner, a hash and the period that it
 * speaks of, and counts until it ends.
 */
export interface ControlEvidence {
  id: string;
  statement: string;
  /** SHA-256 of the file, in hexadecimal digits. */
  hash: string;
  name: string;
  /** Who answers for it, and for the next one when it ends. */
  owner: PersonId;
  /** Local dates, both of them within the period that it speaks of. */
  covers: { from: string; until: string };
  /** From then on it counts no more. */
  endsAt: Instant;
  note: string;
}

export type ControlEvidenceEvent = DomainEvent &
  (
    | ({ type: 'ControlEvidenceFiled' } & ControlEvidence)
    | { type: 'ControlEvidenceWithdrawn'; evidence: string; reason: string }
  );

/** Years after which no document speaks for the present any more. */
export const longestEvidenceYears = 3;
