import type { DataClass } from './adoption-request-content.ts';
import type { SignOffPlan } from './approval-plan.ts';
import type { SignOffTier } from './approval-policy.ts';
import type { Audience } from './audience.ts';
import type { Boundary } from './boundary.ts';
import type { Competence } from './course.ts';
import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor, Capacity, Role, SignOffRole } from './identity.ts';
import type { SignOff } from './sign-off.ts';

/** `approved` may not be used yet: what must be done before the first use is still open. */
export const aiSystemStates = ['approved', 'live', 'suspended', 'decommissioned'] as const;
export type AiSystemState = (typeof aiSystemStates)[number];

/** What an approval covers, and nothing beyond it (ISO/IEC 42001, A.9.4: use for the intended purposes). */
export interface ApprovedScope {
  /** By name, as whoever asks for a usage check says them; compared without regard to case. */
  purposes: string[];
  dataClasses: DataClass[];
  users: Audience;
  regions: string[];
}

/** What changes a system without anybody here having asked for it. */
export const declarableChanges = ['model_version', 'provider_terms', 'new_data_class', 'new_law'] as const;

/** What has sign-offs asked for again: such a change, or a reviewer of an oversight case, who found that an approval may not hold. */
export const systemChanges = [...declarableChanges, 'oversight_finding'] as const;
export type SystemChange = (typeof systemChanges)[number];

/** Whose sign-off an approved system's change reopens. */
export const rolesReopenedBy: Record<SystemChange, SignOffRole[]> = {
  model_version: ['security', 'business_owner'],
  provider_terms: ['legal', 'privacy'],
  new_data_class: ['security', 'privacy'],
  new_law: ['legal', 'privacy'],
  oversight_finding: ['security', 'legal', 'privacy', 'business_owner'],
};

/** Why a system may not be used for now. */
export const suspensionReasons = ['by_hand', 'oversight', 'review_lapsed', 'change_not_signed'] as const;
export type SuspensionReason = (typeof suspensionReasons)[number];

export interface Suspension {
  reason: SuspensionReason;
  note: string;
  by: PersonId;
  at: Instant;
  /** The oversight case that stopped it. */
  case?: string;
}

/** A declared change, until everybody whose sign-off rested on what has changed has signed again. */
export interface OpenChange {
  /** Names it within the system, from 1. */
  number: number;
  change: SystemChange;
  note: string;
  by: PersonId;
  at: Instant;
  signOffs: SignOff[];
  /** Without all of them by then, the system is suspended. */
  suspendAt: Instant;
}

/** Somebody who wishes to use the system as it is approved: the short lane, on which its owner alone signs. */
export interface Joining {
  /** Names it within the system, from 1. */
  number: number;
  person: PersonId;
  reason: string;
  askedAt: Instant;
  dueAt: Instant;
  escalatedAt: Instant | null;
}

/** An approved AI system, from its approval to the day on which nobody uses it any more. */
export interface AiSystem {
  state: AiSystemState;
  name: string;
  provider: string;
  model: string;
  title: string;
  tier: SignOffTier;
  owner: PersonId;
  vendor: string | null;
  /** The adoption requests that it rests on, the latest last. */
  requests: string[];
  currency: string;
  scope: ApprovedScope;
  boundaries: Boundary[];
  /** What people must be trained for to use it, by competence. */
  training: Competence[];
  openedAt: Instant;
  liveSince: Instant | null;
  suspension: Suspension | null;
  reviewMonths: number;
  nextReviewAt: Instant;
  /** Of the review that comes next. */
  reviewRemindAt: Instant[];
  reviewOverdueAt: Instant | null;
  /** Where no review comes, it is suspended then. */
  reviewLapsesAt: Instant;
  changes: OpenChange[];
  /** How many have been declared. */
  declared: number;
  joinings: Joining[];
  /** How many have asked. */
  asked: number;
  decommissioned: { by: PersonId; at: Instant; reason: string } | null;
}

/** When a review is due, and what leads up to it and follows where nobody makes it. */
export interface ReviewPlan {
  nextReviewAt: Instant;
  remindAt: Instant[];
  lapsesAt: Instant;
}

/** What an approval makes of a request. */
export interface ApprovedUse {
  name: string;
  provider: string;
  model: string;
  title: string;
  tier: SignOffTier;
  owner: PersonId;
  vendor: string | null;
  request: string;
  currency: string;
  scope: ApprovedScope;
  reviewMonths: number;
  review: ReviewPlan;
}

export type AiSystemCommand = Command &
  (
    | ({ type: 'open' } & ApprovedUse)
    /** A later request, approved, that goes beyond the scope or changes it. */
    | ({ type: 'amend' } & ApprovedUse)
    | { type: 'goLive'; actor: Actor }
    | { type: 'suspend'; actor: Actor; note: string; case?: string }
    | { type: 'resume'; actor: Actor; note: string }
    | { type: 'review'; actor: Actor; note: string; next: ReviewPlan }
    | {
        type: 'declareChange';
        actor: Actor;
        change: SystemChange;
        note: string;
        plan: SignOffPlan[];
        suspendAt: Instant;
        /** The oversight case in which it was found. */
        case?: string;
      }
    | {
        type: 'signOff';
        actor: Actor;
        change: number;
        role: SignOffRole;
        decision: 'approve' | 'reject';
        comment: string;
      }
    | { type: 'askToJoin'; person: PersonId; reason: string; dueAt: Instant }
    | { type: 'answerJoining'; actor: Actor; joining: number; admit: boolean; note: string }
    | { type: 'removeUser'; actor: Actor; person: PersonId; reason: string }
    | { type: 'setBoundaries'; actor: Actor; boundaries: Boundary[]; replaces: Boundary[] }
    | { type: 'requireTraining'; actor: Actor; training: Competence[] }
    | { type: 'handOver'; actor: Actor; owner: PersonId }
    | { type: 'decommission'; actor: Actor; reason: string }
  );

export type AiSystemEvent = DomainEvent &
  (
    | ({ type: 'AiSystemOpened' } & ApprovedUse)
    | ({ type: 'AiSystemAmended' } & ApprovedUse)
    | { type: 'AiSystemWentLive' }
    | { type: 'AiSystemSuspended'; reason: SuspensionReason; note: string; case?: string }
    | { type: 'AiSystemResumed'; note: string }
    | { type: 'AiSystemReviewed'; note: string; next: ReviewPlan }
    | { type: 'AiSystemReviewReminded'; dueAt: Instant }
    | { type: 'AiSystemReviewOverdue'; to: Role }
    | {
        type: 'AiSystemChangeDeclared';
        number: number;
        change: SystemChange;
        note: string;
        plan: SignOffPlan[];
        suspendAt: Instant;
        case?: string;
      }
    | {
        type: 'AiSystemSignedOff';
        change: number;
        role: SignOffRole;
        decision: 'approve' | 'reject';
        comment: string;
        capacity: Capacity;
      }
    | { type: 'AiSystemSignOffReminded'; change: number; role: SignOffRole; dueAt: Instant; overdue: boolean }
    | { type: 'AiSystemSignOffEscalated'; change: number; role: SignOffRole; to: Role }
    | { type: 'JoiningAsked'; number: number; person: PersonId; reason: string; dueAt: Instant }
    | { type: 'JoiningEscalated'; number: number; to: Role }
    | { type: 'UserAdmitted'; number: number; person: PersonId; note: string }
    | { type: 'JoiningDeclined'; number: number; person: PersonId; note: string }
    | { type: 'UserRemoved'; person: PersonId; reason: string }
    | { type: 'BoundariesSet'; boundaries: Boundary[] }
    | { type: 'TrainingRequired'; training: Competence[] }
    | { type: 'AiSystemHandedOver'; owner: PersonId }
    | { type: 'AiSystemDecommissioned'; reason: string }
  );
