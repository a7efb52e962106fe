import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor, Capacity } from './identity.ts';
import type { ApprovalCondition, MadeSignOff, SignOff } from './sign-off.ts';

/** `preparing` waits for its minutes, `signing` for management. */
export const managementReviewStates = ['preparing', 'signing', 'closed', 'called_off'] as const;
export type ManagementReviewState = (typeof managementReviewStates)[number];

export const managementReviewReasons = ['cycle', 'out_of_turn'] as const;
export type ManagementReviewReason = (typeof managementReviewReasons)[number];

/**
 * What management looks at (ISO/IEC 42001, 9.3.2, in our words). Some of it the registers know; of the rest, and of what
 * the figures do not show, whoever prepares the review takes notes.
 */
export const inputTopics = [
  'earlier_actions',
  'changes',
  'interested_parties',
  'requests',
  'risks',
  'vendors',
  'policies',
  'training',
  'actions',
  'audits',
  'improvement',
] as const;
export type InputTopic = (typeof inputTopics)[number];

/** A number that the registers gave when the review was opened, and where on our pages one looks behind it. */
export interface InputFigure {
  topic: InputTopic;
  name: string;
  value: number;
  /** Of how many; null where it is no part of anything. */
  of: number | null;
  path: string;
}

/** What follows from the review, done by somebody by a day. */
export type ReviewAction = ApprovalCondition;

/** What management has looked at and decided (ISO/IEC 42001, 9.3.3). */
export interface Minutes {
  notes: Partial<Record<InputTopic, string>>;
  /** What is to be made better. */
  improvements: string;
  /** What is to be changed in how AI is managed here. */
  changes: string;
  actions: ReviewAction[];
}

/** What management signs: minutes of a version, by their fingerprint together with the figures. */
export interface MinutesSubmission {
  version: number;
  hash: string;
  by: PersonId;
  at: Instant;
}

export interface ManagementReview {
  state: ManagementReviewState;
  reason: ManagementReviewReason;
  note: string;
  /** Names what called for it. */
  occasion: string;
  openedAt: Instant;
  openedBy: PersonId;
  /** From when on it looks back: when the one before was opened; null for the first. */
  since: Instant | null;
  figures: InputFigure[];
  /** By when the minutes are to be submitted. */
  dueAt: Instant;
  remindAt: Instant[];
  escalatedAt: Instant | null;
  /** How often the minutes were written. */
  version: number;
  minutes: Minutes;
  /** Everybody who has written any of it, and so signs none of it. */
  preparers: PersonId[];
  submission: MinutesSubmission | null;
  signOff: SignOff | null;
  ended: { by: PersonId; at: Instant; note: string } | null;
}

export const managementDecisions = ['approve', 'request_changes'] as const;
export type ManagementDecision = (typeof managementDecisions)[number];

export type ManagementReviewCommand = Command &
  (
    | {
        /** By its duty; or by somebody who may, which the door has established. */
        type: 'open';
        actor?: Actor;
        reason: ManagementReviewReason;
        note: string;
        occasion: string;
        since: Instant | null;
        figures: InputFigure[];
      }
    /** `replaces` is the version that was seen: what another has written meanwhile is not lost in silence. */
    | { type: 'write'; actor: Actor; minutes: Minutes; replaces: number }
    | { type: 'submit'; actor: Actor; version: number; hash: string }
    | { type: 'signOff'; actor: Actor; version: number; decision: ManagementDecision; comment: string }
    | { type: 'callOff'; actor: Actor; reason: string }
  );

export type ManagementReviewEvent = DomainEvent &
  (
    | ({ type: 'ManagementReviewOpened' } & Pick<
        ManagementReview,
        'reason' | 'note' | 'occasion' | 'since' | 'figures' | 'dueAt' | 'remindAt'
      >)
    | { type: 'MinutesWritten'; version: number; minutes: Minutes }
    | { type: 'PreparationReminded'; dueAt: Instant; overdue: boolean }
    | { type: 'PreparationEscalated' }
    | { type: 'MinutesSubmitted'; version: number; hash: string; dueAt: Instant; remindAt: Instant[] }
    | { type: 'SignOffReminded'; dueAt: Instant; overdue: boolean }
    | { type: 'SignOffEscalated' }
    | ({
        type: 'ManagementSignedOff';
        version: number;
        decision: ManagementDecision;
        /** By when the minutes are to be submitted again; null where they are approved. */
        again: { dueAt: Instant; remindAt: Instant[] } | null;
      } & Pick<MadeSignOff, 'comment' | 'capacity'>)
    /** With its evidence: the fingerprint of the figures and the minutes that management has signed. */
    | {
        type: 'ManagementReviewClosed';
        version: number;
        hash: string;
        capacity: Capacity;
        actions: ReviewAction[];
      }
    | { type: 'ManagementReviewCalledOff'; reason: string }
  );
