import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor, Role } from './identity.ts';
import type { RiskBand, RiskPolicyInForce, RiskScore } from './risk-policy.ts';

export const riskCategories = [
  'privacy',
  'security',
  'safety',
  'fairness',
  'transparency',
  'reliability',
  'intellectual_property',
  'legal',
  'third_party',
  'societal',
] as const;
export type RiskCategory = (typeof riskCategories)[number];

export const riskTreatments = ['mitigate', 'avoid', 'transfer', 'accept'] as const;
export type RiskTreatment = (typeof riskTreatments)[number];

/** `untreated` waits for a treatment, `accepting` for a signature; a closed risk can be reopened. */
export const riskStates = ['untreated', 'mitigating', 'accepting', 'accepted', 'treated', 'closed'] as const;
export type RiskState = (typeof riskStates)[number];

/** What the risk is, and what it touches: ids of requests and vendors, names of systems. */
export interface RiskDescription {
  title: string;
  category: RiskCategory;
  cause: string;
  consequence: string;
  owner: PersonId;
  systems: string[];
  vendors: string[];
  requests: string[];
  controls: string[];
  /** The entry of the risk catalogue that proposed it, with the catalogue's version: "2026-11/prompt-injection". */
  proposedBy?: string;
}

/** Something that somebody does by a time so that the risk shrinks. */
export interface RiskAction {
  id: string;
  text: string;
  owner: PersonId;
  dueAt: Instant;
  /** Reminders still to come. */
  remindAt: Instant[];
  escalatedAt: Instant | null;
  done: { by: PersonId; at: Instant; note: string } | null;
}

export type StaleReason = 'residual_score' | 'affected' | 'policy' | 'description';

/** A signed acceptance. Whatever becomes of it, it stays in the record; `ended` says why it no longer counts. */
export interface RiskAcceptance {
  by: PersonId;
  at: Instant;
  reason: string;
  until: Instant;
  remindAt: Instant[];
  residual: RiskScore;
  band: RiskBand;
  policyVersion: number;
  ended: { at: Instant; because: StaleReason | 'end_date' | 'other_treatment' | 'closed' } | null;
}

export interface Risk {
  state: RiskState;
  identifiedAt: Instant;
  identifiedBy: PersonId;
  description: RiskDescription;
  inherent: RiskScore;
  residual: RiskScore;
  policy: RiskPolicyInForce;
  treatment: { kind: RiskTreatment; reason: string; by: PersonId; at: Instant } | null;
  actions: RiskAction[];
  /** Oldest first; at most the last one counts. */
  acceptances: RiskAcceptance[];
  /** Why the last acceptance must be signed again; null where none must. */
  staleSince: { at: Instant; because: StaleReason | 'end_date' } | null;
  /** By when somebody must have treated or accepted it; null where somebody has. */
  dealWithBy: Instant | null;
  /** When it was escalated because nobody had. */
  escalatedAt: Instant | null;
  closure: { by: PersonId; at: Instant; reason: string } | null;
}

export type PlannedAction = Pick<RiskAction, 'id' | 'text' | 'owner' | 'dueAt' | 'remindAt'>;

export type RiskCommand = Command &
  (
    | {
        type: 'identify';
        description: RiskDescription;
        inherent: RiskScore;
        residual: RiskScore;
        policy: RiskPolicyInForce;
      }
    /** `replaces` is the description that was changed: another one by now must not be overwritten. */
    | { type: 'describe'; actor: Actor; description: RiskDescription; replaces: RiskDescription }
    | { type: 'assess'; actor: Actor; inherent: RiskScore; residual: RiskScore; reason: string }
    | { type: 'treat'; actor: Actor; treatment: RiskTreatment; reason: string; actions: PlannedAction[] }
    | { type: 'completeAction'; actor: Actor; action: string; note: string }
    | {
        type: 'signAcceptance';
        actor: Actor;
        /** The score that the signatory saw: another one by now makes it stale before it is signed. */
        residual: RiskScore;
        /** The version of the policy by which `latest` was worked out. */
        policyVersion: number;
        reason: string;
        until: Instant;
        /** The last instant that the policy allows, worked out at the door for `at`. */
        latest: Instant;
        remindAt: Instant[];
      }
    | { type: 'close'; actor: Actor; reason: string }
    | { type: 'reopen'; actor: Actor; reason: string }
    /** What the risk touches has changed: by the system, from another process. */
    | { type: 'affectedChanged'; what: string }
    /** The request came to nothing, so what only it would have brought is no risk: by the system, from the request. */
    | { type: 'requestEnded'; request: string; reason: string }
    | { type: 'adoptPolicy'; policy: RiskPolicyInForce }
  );

export type RiskEvent = DomainEvent &
  (
    | {
        type: 'RiskIdentified';
        description: RiskDescription;
        inherent: RiskScore;
        residual: RiskScore;
        policy: RiskPolicyInForce;
      }
    | { type: 'RiskDescribed'; description: RiskDescription }
    | { type: 'RiskAssessed'; inherent: RiskScore; residual: RiskScore; reason: string }
    | { type: 'RiskTreatmentChosen'; treatment: RiskTreatment; reason: string; actions: PlannedAction[] }
    | { type: 'RiskActionCompleted'; action: string; note: string }
    | { type: 'RiskActionReminded'; action: string; dueAt: Instant; overdue: boolean }
    | { type: 'RiskActionEscalated'; action: string; to: string }
    | ({ type: 'RiskAcceptanceSigned' } & Omit<RiskAcceptance, 'by' | 'at' | 'ended'>)
    | { type: 'RiskAcceptanceReminded'; until: Instant }
    | { type: 'RiskAcceptanceStale'; because: StaleReason }
    | { type: 'RiskAcceptanceLapsed' }
    /** Nobody has treated or accepted it in time. */
    | { type: 'RiskEscalated'; to: Role }
    | { type: 'RiskPolicyAdopted'; policy: RiskPolicyInForce }
    | { type: 'RiskClosed'; reason: string }
    | { type: 'RiskReopened'; reason: string }
  );
