import type { DataClass } from './adoption-request-content.ts';
import type { SignOffPlan } from './approval-plan.ts';
import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor, Role, SignOffRole } from './identity.ts';
import type { QuestionnaireScore } from './questionnaire.ts';
import type { SignOffOutcome } from './sign-off-progress.ts';
import type { ApprovalCondition, MadeSignOff, SignOff, SignOffDecision } from './sign-off.ts';
import type { Criticality, VendorPolicyInForce } from './vendor-policy.ts';

/** Where a vendor stands; an assessment in progress does not take away an approval that still holds. */
export const vendorStates = [
  'unassessed',
  'approved',
  'approved_with_conditions',
  'rejected',
  'lapsed',
  'off_boarded',
] as const;
export type VendorState = (typeof vendorStates)[number];

export const assessmentReasons = [
  'first',
  'cycle',
  'significant_change',
  'incident',
  'new_data_class',
  'certificate_expired',
] as const;
export type AssessmentReason = (typeof assessmentReasons)[number];

/** What anybody may report of a vendor, and what starts an assessment by itself. */
export const reportedConcerns = ['significant_change', 'incident'] as const;
export type ReportedConcern = (typeof reportedConcerns)[number];

/** What somebody has reported, for whoever reviews the vendor next. */
export interface VendorReport {
  what: ReportedConcern;
  note: string;
  by: PersonId;
  at: Instant;
}

export interface VendorDetails {
  name: string;
  website: string;
  services: string;
  criticality: Criticality;
  /** Who answers for the relation; told of everything about it, and never one who signs its review. */
  owner: PersonId;
}

export interface Certificate {
  name: string;
  /** The instant from which it no longer holds. */
  expiresAt: Instant;
}

/** One round of questions, answers and sign-offs. `answering` waits for answers, `review` for sign-offs. */
export interface Assessment {
  number: number;
  reason: AssessmentReason;
  phase: 'answering' | 'review';
  startedAt: Instant;
  questionnaire: { id: string; version: number };
  /** What the vendor is to be approved for. */
  dataClasses: DataClass[];
  answerDueAt: Instant;
  remindAt: Instant[];
  escalatedAt: Instant | null;
  /** How often answers have been handed in: a sign-off binds to one of them. */
  submission: number;
  /** Of the answers handed in last, and who did so; null until then. */
  answersHash: string | null;
  answeredBy: PersonId | null;
  score: QuestionnaireScore | null;
  certificates: Certificate[];
  signOffs: SignOff[];
  /** What was reported before it began, or while it lasts. */
  reports: VendorReport[];
}

/** The last decision about a vendor. */
export interface VendorReview {
  outcome: SignOffOutcome;
  decidedAt: Instant;
  assessment: number;
  dataClasses: DataClass[];
  validUntil: Instant;
  share: number;
  conditions: ApprovalCondition[];
}

export interface Vendor {
  state: VendorState;
  registeredAt: Instant;
  registeredBy: PersonId;
  details: VendorDetails;
  policy: VendorPolicyInForce;
  /** How many assessments there have been. */
  assessments: number;
  assessment: Assessment | null;
  review: VendorReview | null;
  certificates: Certificate[];
  offBoarded: { by: PersonId; at: Instant; reason: string } | null;
}

export type VendorCommand = Command &
  (
    | { type: 'register'; details: VendorDetails; policy: VendorPolicyInForce }
    /** `replaces` is what the change was made to: what came between is not taken back in silence. */
    | { type: 'change'; actor: Actor; details: VendorDetails; replaces: VendorDetails }
    | {
        /** By its owner or a compliance manager; without an actor, because a request needs it. */
        type: 'assess';
        actor?: Actor;
        reason: AssessmentReason;
        dataClasses: DataClass[];
      }
    | { type: 'report'; what: ReportedConcern; note: string }
    | {
        /** By somebody here, or by the vendor through its link: the door has established which. */
        type: 'answer';
        assessment: number;
        score: QuestionnaireScore;
        /** Answers are kept beside the events, by their hash: they can be long. */
        answersHash: string;
        certificates: Certificate[];
        /** The clocks of the sign-offs that the answers start. */
        plan: SignOffPlan[];
      }
    | {
        type: 'signOff';
        actor: Actor;
        role: SignOffRole;
        /** The submission of answers that the signatory saw. */
        submission: number;
        decision: SignOffDecision;
        comment: string;
        conditions: ApprovalCondition[];
      }
    | { type: 'adoptPolicy'; policy: VendorPolicyInForce }
    | { type: 'offBoard'; actor: Actor; reason: string }
  );

export type VendorEvent = DomainEvent &
  (
    | { type: 'VendorRegistered'; details: VendorDetails; policy: VendorPolicyInForce }
    | { type: 'VendorChanged'; details: VendorDetails }
    | ({ type: 'AssessmentStarted' } & Pick<
        Assessment,
        'number' | 'reason' | 'questionnaire' | 'dataClasses' | 'answerDueAt' | 'remindAt'
      >)
    | { type: 'AssessmentWidened'; dataClasses: DataClass[] }
    | { type: 'VendorReported'; what: ReportedConcern; note: string }
    | { type: 'AnswersReminded'; dueAt: Instant }
    | { type: 'AnswersEscalated'; to: PersonId }
    | {
        type: 'AnswersSubmitted';
        submission: number;
        answersHash: string;
        score: QuestionnaireScore;
        certificates: Certificate[];
        plan: SignOffPlan[];
      }
    | ({ type: 'VendorSignedOff'; role: SignOffRole } & Omit<MadeSignOff, 'by' | 'at'>)
    | { type: 'VendorReminded'; role: SignOffRole; dueAt: Instant; overdue: boolean }
    | { type: 'VendorEscalated'; role: SignOffRole; to: Role }
    | { type: 'VendorDecided'; review: VendorReview }
    | { type: 'VendorLapsed' }
    | { type: 'CertificateExpired'; certificate: string }
    | { type: 'VendorPolicyAdopted'; policy: VendorPolicyInForce }
    | { type: 'VendorOffBoarded'; reason: string }
  );
