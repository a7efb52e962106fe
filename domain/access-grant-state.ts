import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor, Role } from './identity.ts';

/** Open until it is refused, taken back, or its time is over; `lapsed` is what nobody has verified or decided in time. */
export const accessGrantStates = [
  'verifying',
  'waiting',
  'granted',
  'expired',
  'refused',
  'revoked',
  'lapsed',
] as const;
export type AccessGrantState = (typeof accessGrantStates)[number];

/** In which something can still become of it. */
export const openAccessStates: readonly AccessGrantState[] = ['verifying', 'waiting', 'granted'];

/** A version of the NDA by what it says: whoever accepts it accepts this text and no other. */
export interface NdaAccepted {
  version: number;
  /** SHA-256 of the text, in hexadecimal digits. */
  hash: string;
}

/** Access of one stakeholder to named documents of one owner, from being asked for until it ends. */
export interface AccessGrant {
  state: AccessGrantState;
  /** Opaque: name and address stand in a table of their own, so that they can be forgotten. */
  stakeholder: string;
  documents: string[];
  /** Who answers for the documents, and decides. */
  owner: PersonId;
  /** Whether one of the documents is not shown without an NDA. */
  needsNda: boolean;
  /** The grant that had ended when this was asked for again. */
  renews: string | null;
  askedAt: Instant;
  /** By when the address must be shown to be theirs. */
  verifyBy: Instant;
  verifiedAt: Instant | null;
  /** What was accepted, and stays what binds them: a newer version is accepted with the next grant. */
  nda: NdaAccepted | null;
  decideBy: Instant | null;
  lapsesAt: Instant | null;
  /** Reminders still to come: to the owner while it waits, to the stakeholder while it is granted. */
  remindAt: Instant[];
  escalatedAt: Instant | null;
  grantedAt: Instant | null;
  endsAt: Instant | null;
  /** Who decided last, and why. */
  decision: { by: PersonId; at: Instant; reason: string } | null;
}

export type AccessGrantCommand = Command &
  (
    | {
        type: 'ask';
        stakeholder: string;
        documents: string[];
        owner: PersonId;
        needsNda: boolean;
        renews: string | null;
      }
    /** By the stakeholder, who has come by the link that was mailed to the address. */
    | { type: 'verify'; stakeholder: string; nda: NdaAccepted | null }
    | { type: 'approve'; actor: Actor; days: number }
    | { type: 'refuse'; actor: Actor; reason: string }
    | { type: 'revoke'; actor: Actor; reason: string }
  );

export type AccessGrantEvent = DomainEvent &
  (
    | {
        type: 'AccessAsked';
        stakeholder: string;
        documents: string[];
        owner: PersonId;
        needsNda: boolean;
        renews: string | null;
        verifyBy: Instant;
      }
    | {
        type: 'AccessVerified';
        nda: NdaAccepted | null;
        decideBy: Instant;
        lapsesAt: Instant;
        remindAt: Instant[];
      }
    | { type: 'AccessDecisionReminded'; decideBy: Instant; overdue: boolean }
    | { type: 'AccessDecisionEscalated'; to: Role }
    | { type: 'AccessGranted'; endsAt: Instant; remindAt: Instant[] }
    | { type: 'AccessEndingSoon'; endsAt: Instant }
    | { type: 'AccessExpired' }
    | { type: 'AccessRefused'; reason: string }
    | { type: 'AccessRevoked'; reason: string }
    | { type: 'AccessLapsed'; verified: boolean }
  );

/** A fact, for which no worker is needed: nothing opens by the grant from then on. That it is revoked follows. */
export interface AccessBarred extends DomainEvent {
  type: 'AccessBarred';
}
