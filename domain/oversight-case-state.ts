import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor, Role } from './identity.ts';
import type { OversightPolicyInForce, Severity } from './oversight-policy.ts';
import type { IncidentAudience, SeriousIncidentKind } from './serious-incident.ts';

/** What opens a case: a boundary was breached, a decision is to be reviewed, somebody is concerned, something happened. */
export const oversightKinds = ['breach', 'decision', 'concern', 'incident'] as const;
export type OversightKind = (typeof oversightKinds)[number];

/** `open` waits for a reviewer to say that they are at it. */
export const oversightCaseStates = ['open', 'acknowledged', 'decided', 'closed', 'called_off'] as const;
export type OversightCaseState = (typeof oversightCaseStates)[number];

/** The powers of a reviewer (Article 14(4)(d) and (e) of the AI Act: disregard, override, reverse, stop). */
export const oversightDecisions = [
  'upheld',
  'corrected',
  'overridden',
  'stopped',
  'reopened',
  'serious_incident',
] as const;
export type OversightDecision = (typeof oversightDecisions)[number];

/** The reviewer who decides, and the one who confirms where two are needed. */
export const reviewerPlaces = ['first', 'second'] as const;
export type ReviewerPlace = (typeof reviewerPlaces)[number];

/** Why there is nobody to review: no member of the role is trained, or whoever is has something to do with the case. */
export const oversightGaps = ['nobody_trained', 'nobody_free'] as const;
export type OversightGap = (typeof oversightGaps)[number];

export const escalationReasons = [
  'not_acknowledged',
  'not_decided',
  'disagreement',
  ...oversightGaps,
] as const;
export type EscalationReason = (typeof escalationReasons)[number];

/** What is to be looked at. What an AI system was given and made of it is not kept: its hash is, where there is one. */
export interface OversightMatter {
  kind: OversightKind;
  summary: string;
  severity: Severity;
  system?: string;
  /** The boundary that was breached. */
  boundary?: string;
  details?: string;
  /** Whom it is about. */
  subject?: PersonId;
  /** Where whoever opened it finds it again. */
  reference?: string;
  /** SHA-256 of what the reviewer is to look at. */
  contentHash?: string;
  /** Nobody acts on the decision before a reviewer has decided. */
  holdUntilReviewed?: true;
}

/** What a case takes with it from elsewhere when it is opened: later changes do not touch it. */
export interface OversightTerms {
  policy: OversightPolicyInForce;
  /** The system's owner. */
  owner: PersonId | null;
  /** Two natural persons, always (Article 14(5)). */
  twoReviewers: boolean;
}

/** One reviewer's place, with the clocks of its level. */
export interface Seat {
  place: ReviewerPlace;
  /** From 1. */
  level: number;
  /** Counts how often somebody was looked for: an answer to an earlier search is too late. */
  search: number;
  reviewer: PersonId | null;
  /** Nobody was found at this level. */
  missing: OversightGap | null;
  acknowledgeBy: Instant;
  acknowledgedAt: Instant | null;
  decideBy: Instant;
  /** Reminders still to come. */
  remindAt: Instant[];
  /** Nobody is above, and the time has passed: from here on there are only reminders. */
  overdue: boolean;
  /** Those who let their time pass: they can still act, until somebody does. */
  passed: PersonId[];
  /** Those who were relieved of it: they are not asked again. */
  released: PersonId[];
}

export interface Verdict {
  decision: OversightDecision;
  /** Why. */
  note: string;
  /** What holds instead, where it is corrected or overridden. */
  instead: string;
  /** Whether the system is suspended. */
  stops: boolean;
  incident: { kind: SeriousIncidentKind; awareAt: Instant } | null;
}

export interface MadeDecision extends Verdict {
  by: PersonId;
  at: Instant;
  confirmedBy: PersonId | null;
}

/** The duty to tell one audience of a serious incident. */
export interface IncidentDuty {
  dueAt: Instant;
  remindAt: Instant[];
  overdue: boolean;
  told: { at: Instant; by: PersonId; note: string } | null;
}

export interface SeriousIncident {
  kind: SeriousIncidentKind;
  awareAt: Instant;
  provider: IncidentDuty;
  authority: IncidentDuty;
}

export interface OversightCase {
  state: OversightCaseState;
  matter: OversightMatter;
  openedAt: Instant;
  openedBy: PersonId;
  terms: OversightTerms | null;
  first: Seat | null;
  second: Seat | null;
  /** The first time that nobody was there, and at which level. */
  gap: { kind: OversightGap; level: number; at: Instant } | null;
  /** Counts what is to be confirmed: a decision binds to what was seen. */
  revision: number;
  secondOpinion: { by: PersonId; at: Instant; note: string } | null;
  /** Waits to be confirmed by the second reviewer. */
  proposal: (Verdict & { by: PersonId; at: Instant }) | null;
  disputes: { by: PersonId; at: Instant; note: string; decision: OversightDecision }[];
  decision: MadeDecision | null;
  incident: SeriousIncident | null;
  closeBy: Instant | null;
  closingReminded: boolean;
  /** Somebody has let a time pass, and it has not been made good. */
  overdue: boolean;
  closing: { by: PersonId; at: Instant; rootCause: string; correctiveAction: string } | null;
  calledOff: { by: PersonId; at: Instant; reason: string } | null;
}

export type ReviewerFound = { reviewer: PersonId } | { gap: OversightGap };

export type OversightCaseCommand = Command &
  (
    | ({ type: 'open' } & OversightMatter)
    /** What the register has found; the first time with the terms. */
    | { type: 'assign'; place: ReviewerPlace; search: number; found: ReviewerFound; terms?: OversightTerms }
    | { type: 'acknowledge'; actor: Actor }
    | ({ type: 'decide'; actor: Actor; revision: number } & Omit<Verdict, 'incident'> & {
          /** `awareAt` is when the case was opened where nothing is said. */
          incident: { kind: SeriousIncidentKind; awareAt?: Instant } | null;
        })
    | { type: 'confirm'; actor: Actor; revision: number; note: string }
    | { type: 'disagree'; actor: Actor; revision: number; note: string }
    | { type: 'askSecondOpinion'; actor: Actor; note: string }
    | { type: 'handOver'; actor: Actor; place: ReviewerPlace; to: PersonId; note: string }
    /** Somebody else is looked for. Without an actor: the reviewer has left. */
    | { type: 'reassign'; actor?: Actor; place: ReviewerPlace; reviewer?: PersonId; note: string }
    | { type: 'report'; actor: Actor; told: IncidentAudience; toldAt: Instant; note: string }
    | { type: 'close'; actor: Actor; rootCause: string; correctiveAction: string }
    | { type: 'callOff'; actor: Actor; reason: string }
  );

export type OversightCaseEvent = DomainEvent &
  (
    | { type: 'OversightCaseOpened'; matter: OversightMatter }
    | { type: 'OversightTermsSet'; terms: OversightTerms }
    | { type: 'ReviewerAssigned'; place: ReviewerPlace; level: number; reviewer: PersonId }
    | { type: 'ReviewerMissing'; place: ReviewerPlace; level: number; role: Role; gap: OversightGap }
    /** At the last level: whether somebody is there by now. */
    | { type: 'ReviewerSought'; place: ReviewerPlace; search: number }
    | { type: 'OversightCaseAcknowledged'; place: ReviewerPlace }
    | { type: 'ReviewerReminded'; place: ReviewerPlace; dueAt: Instant; overdue: boolean }
    | {
        type: 'OversightCaseEscalated';
        place: ReviewerPlace;
        level: number;
        to: Role;
        reason: EscalationReason;
        search: number;
      }
    | { type: 'OversightCaseHandedOver'; place: ReviewerPlace; to: PersonId; note: string }
    | {
        type: 'ReviewerReleased';
        place: ReviewerPlace;
        reviewer: PersonId | null;
        note: string;
        search: number;
      }
    | { type: 'SecondOpinionAsked'; note: string }
    /** `search` is where a second reviewer is to be found first. */
    | { type: 'DecisionProposed'; verdict: Verdict; search: number | null }
    | { type: 'DecisionDisputed'; note: string }
    | { type: 'OversightCaseDecided'; decision: MadeDecision; note: string }
    | { type: 'SeriousIncidentReminded'; told: IncidentAudience; dueAt: Instant; overdue: boolean }
    | { type: 'SeriousIncidentReported'; told: IncidentAudience; toldAt: Instant; note: string }
    | { type: 'ClosingReminded'; dueAt: Instant }
    | { type: 'OversightCaseClosed'; rootCause: string; correctiveAction: string }
    | { type: 'OversightCaseCalledOff'; reason: string }
  );
