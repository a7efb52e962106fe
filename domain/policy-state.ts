import type { Audience } from './audience.ts';
import type { SignOffPlan } from './approval-plan.ts';
import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor, Capacity, Role, SignOffRole } from './identity.ts';
import type { MadeSignOff, SignOff } from './sign-off.ts';

/** Where a policy stands; a review in progress does not take away the version in force. */
export const policyStates = ['unpublished', 'in_force', 'retired'] as const;
export type PolicyState = (typeof policyStates)[number];

/** What sets off a review out of turn (ISO/IEC 42001, 8.1 and A.2.4: at planned intervals, and when things change). */
export const significantChanges = ['new_kind_of_ai', 'new_law', 'incident'] as const;
export type SignificantChange = (typeof significantChanges)[number];

export const reviewReasons = ['first', 'cycle', ...significantChanges] as const;
export type ReviewReason = (typeof reviewReasons)[number];

export interface PolicyDetails {
  title: string;
  /** Revises it or confirms it in each review; never one who signs it. */
  owner: PersonId;
  /** Whose sign-off a version needs. */
  approvers: SignOffRole[];
  audience: Audience;
  /** Months from one review to the next: a divisor or a multiple of twelve. */
  cycleMonths: number;
  /** What sets off a review of it out of turn. */
  reviewOn: SignificantChange[];
  /** Days that the owner has to revise or to confirm. */
  reviewDays: number;
  /** Working hours that an approver has. */
  signOffHours: number;
  /** Days that people have to acknowledge a version. */
  acknowledgeDays: number;
}

/** What calls for a review. */
export interface ReviewOccasion {
  reason: ReviewReason;
  note: string;
  /** Names what fired it: the instant of a cycle, or the id of a declared change. */
  occasion: string;
}

/** What the owner hands in to be signed. The text itself is kept beside the events, by its hash. */
export interface Submission {
  /** How often in this review something was handed in: a sign-off binds to one of them. */
  number: number;
  /** The version that it is to become, or the version in force where nothing is to change. */
  version: number;
  hash: string;
  unchanged: boolean;
  /** Whether people must acknowledge again. */
  major: boolean;
  note: string;
  author: PersonId;
  at: Instant;
  /** When it is to come into force; at once where that has passed when it is approved. */
  effectiveAt: Instant;
}

/** One round: the owner revises or confirms, the approvers sign, and the version comes into force. */
export interface PolicyReview extends ReviewOccasion {
  number: number;
  /** `drafting` waits for the owner, `review` for sign-offs, `approved` for the day on which it comes into force. */
  phase: 'drafting' | 'review' | 'approved';
  startedAt: Instant;
  dueAt: Instant;
  remindAt: Instant[];
  escalatedAt: Instant | null;
  submission: Submission | null;
  /** How often something was handed in. */
  submissions: number;
  signOffs: SignOff[];
}

/** Who signed a version, and in which capacity. */
export interface PolicyApproval {
  role: SignOffRole;
  by: PersonId;
  at: Instant;
  capacity: Capacity;
}

/** A version that has been approved. It never changes again, but for the day on which the next one replaces it. */
export interface PolicyVersion {
  version: number;
  hash: string;
  major: boolean;
  note: string;
  author: PersonId;
  submittedAt: Instant;
  approvals: PolicyApproval[];
  approvedAt: Instant;
  effectiveAt: Instant;
  publishedAt: Instant | null;
  supersededAt: Instant | null;
}

/** People are asked to acknowledge a version. */
export interface AcknowledgementCampaign {
  review: number;
  version: number;
  startedAt: Instant;
  dueAt: Instant;
}

/** How many were asked, and how many had acknowledged at the end. */
export interface CampaignFigures {
  asked: number;
  acknowledged: number;
}

export interface Policy {
  state: PolicyState;
  createdAt: Instant;
  createdBy: PersonId;
  details: PolicyDetails;
  versions: PolicyVersion[];
  /** How many reviews there have been. */
  reviews: number;
  review: PolicyReview | null;
  /** What called for a review while one was in progress: each gets its own, in turn. */
  waiting: ReviewOccasion[];
  campaign: AcknowledgementCampaign | null;
  retired: { by: PersonId; at: Instant; reason: string } | null;
}

export const reviewOutcomes = ['published', 'confirmed', 'superseded', 'called_off'] as const;
/** `superseded`: another version came into force before everybody had acknowledged this one. */
export type ReviewOutcome = (typeof reviewOutcomes)[number];

export const policySignOffDecisions = ['approve', 'request_changes'] as const;
export type PolicySignOffDecision = (typeof policySignOffDecisions)[number];

export type PolicyCommand = Command &
  (
    | { type: 'create'; details: PolicyDetails }
    /** `replaces` is what the change was made to: what came between is not taken back in silence. */
    | { type: 'change'; actor: Actor; details: PolicyDetails; replaces: PolicyDetails }
    /** By a schedule or a declared change: without an actor, because whoever may do that is established there. */
    | ({ type: 'review' } & ReviewOccasion)
    | {
        type: 'submit';
        actor: Actor;
        hash: string;
        major: boolean;
        note: string;
        effectiveAt: Instant;
        /** The clocks of the sign-offs that it starts. */
        plan: SignOffPlan[];
      }
    /** Nothing is to change; that is signed too. */
    | { type: 'confirm'; actor: Actor; note: string; plan: SignOffPlan[] }
    | {
        type: 'signOff';
        actor: Actor;
        role: SignOffRole;
        /** The submission that the signatory saw. */
        submission: number;
        decision: PolicySignOffDecision;
        comment: string;
      }
    /** Everybody has acknowledged, or the time for it has passed. */
    | ({ type: 'closeCampaign'; version: number } & CampaignFigures)
    | { type: 'callOffReview'; actor: Actor; reason: string }
    | { type: 'retire'; actor: Actor; reason: string }
  );

export type PolicyEvent = DomainEvent &
  (
    | { type: 'PolicyCreated'; details: PolicyDetails }
    | { type: 'PolicyChanged'; details: PolicyDetails }
    | ({ type: 'ReviewQueued' } & ReviewOccasion)
    | ({ type: 'ReviewStarted'; number: number; dueAt: Instant; remindAt: Instant[] } & ReviewOccasion)
    | { type: 'ReviewReminded'; dueAt: Instant; overdue: boolean }
    | { type: 'ReviewEscalated'; to: Role }
    | ({ type: 'PolicySubmitted'; plan: SignOffPlan[] } & Omit<Submission, 'author' | 'at'>)
    | ({ type: 'PolicySignedOff'; role: SignOffRole; submission: number } & Pick<
        MadeSignOff,
        'comment' | 'capacity'
      > & { decision: PolicySignOffDecision })
    | { type: 'PolicySignOffReminded'; role: SignOffRole; dueAt: Instant; overdue: boolean }
    | { type: 'PolicySignOffEscalated'; role: SignOffRole; to: Role }
    | { type: 'PolicyApproved'; version: number }
    /** `campaignDueAt` where people are asked to acknowledge it. */
    | {
        type: 'PolicyPublished';
        version: number;
        hash: string;
        major: boolean;
        campaignDueAt: Instant | null;
      }
    | {
        type: 'ReviewClosed';
        number: number;
        outcome: ReviewOutcome;
        note: string;
        campaign: CampaignFigures | null;
      }
    | { type: 'PolicyRetired'; reason: string }
  );
