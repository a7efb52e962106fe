import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor } from './identity.ts';

/** What an organisation says of one control: whether it applies and why, and who answers for it. */
export interface ControlApplicability {
  control: string;
  applicable: boolean;
  /** Why it applies, or why it does not. */
  justification: string;
  owner: PersonId | null;
}

/** A statement of an applicable control that does not apply all the same. */
export interface Exclusion {
  statement: string;
  justification: string;
}

/** Which controls are necessary and why (ISO/IEC 42001, 6.1.3, its statement of applicability). */
export interface ApplicabilityContent {
  controls: ControlApplicability[];
  exclusions: Exclusion[];
}

/** A version as somebody put it forward. */
export interface ProposedApplicability {
  version: number;
  content: ApplicabilityContent;
  /** SHA-256 of the content's canonical JSON. */
  hash: string;
  note: string;
  by: PersonId;
  at: Instant;
}

export interface SignedApplicability extends ProposedApplicability {
  signedBy: PersonId;
  signedAt: Instant;
}

/** The statement of applicability of the organisation: there is one, in versions. */
export interface StatementOfApplicability {
  /** The last version that was put forward, whatever became of it. */
  version: number;
  inForce: SignedApplicability | null;
  /** What waits for a signature. */
  proposed: ProposedApplicability | null;
  /** Reminders still to come. */
  remindAt: Instant[];
}

export type StatementOfApplicabilityCommand = Command &
  (
    | ({
        type: 'propose';
        actor: Actor;
        /** The version in force that was seen; 0 where there is none. */
        replaces: number;
      } & Pick<ProposedApplicability, 'content' | 'hash' | 'note'>)
    | { type: 'sign'; actor: Actor; version: number }
    | { type: 'refuse'; actor: Actor; version: number; reason: string }
    | { type: 'takeBack'; actor: Actor; version: number; reason: string }
  );

export type StatementOfApplicabilityEvent = DomainEvent &
  (
    | ({ type: 'ApplicabilityProposed'; remindAt: Instant[] } & Omit<ProposedApplicability, 'by' | 'at'>)
    | { type: 'ApplicabilitySigned'; version: number; hash: string }
    | { type: 'ApplicabilityRefused'; version: number; reason: string }
    | { type: 'ApplicabilityTakenBack'; version: number; reason: string }
    | { type: 'ApplicabilityReminded'; version: number }
  );
