import type { AdoptionRequestContent, ContentSection } from './adoption-request-content.ts';
import type { ApprovalPlan, SignOffPlan } from './approval-plan.ts';
import type { PolicyInForce } from './approval-policy.ts';
import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor, Role, SignOffRole } from './identity.ts';
import type { ApprovalCondition, MadeSignOff, SignOff, SignOffDecision } from './sign-off.ts';
import type { Tier, Triage, TriageReason } from './triage.ts';

export const requestStates = [
  'in_review',
  'changes_requested',
  'approved',
  'approved_with_conditions',
  'rejected',
  'prohibited',
  'withdrawn',
  'expired',
] as const;
export type RequestState = (typeof requestStates)[number];

/** What was decided on, frozen at the decision, so that it can be shown unchanged years later. */
export interface DecisionRecord {
  outcome: 'approved' | 'approved_with_conditions' | 'rejected';
  decidedAt: Instant;
  revision: number;
  revisionHash: string;
  policy: { version: number; hash: string };
  tier: Tier;
  reasons: TriageReason[];
  signOffs: ({ role: SignOffRole } & MadeSignOff)[];
}

/** A prohibited request taken up again, and for which rules: a new prohibited practice closes it again. */
export interface Reopening {
  by: PersonId;
  at: Instant;
  justification: string;
  rules: string[];
}

export interface AdoptionRequest {
  state: RequestState;
  requester: PersonId;
  submittedAt: Instant;
  revision: number;
  revisionHash: string;
  content: AdoptionRequestContent;
  tier: Tier;
  triage: Triage;
  policy: PolicyInForce;
  signOffs: SignOff[];
  expiresAt: Instant;
  reopening: Reopening | null;
  /** False once a prohibited request can no longer be reopened. */
  reopenable: boolean;
  decision: DecisionRecord | null;
  withdrawal: { by: PersonId; at: Instant; reason: string } | null;
}

/** A revision of the request as the API prepared it: its triage, and the clocks that it would start. */
export interface PreparedRevision {
  content: AdoptionRequestContent;
  revisionHash: string;
  triage: Triage;
  plan: ApprovalPlan;
}

export type AdoptionRequestCommand = Command &
  (
    | ({ type: 'submit'; policy: PolicyInForce } & PreparedRevision)
    | ({ type: 'amend'; revision: number } & PreparedRevision)
    | {
        type: 'signOff';
        actor: Actor;
        revision: number;
        role: SignOffRole;
        decision: SignOffDecision;
        comment: string;
        conditions: ApprovalCondition[];
      }
    | { type: 'withdraw'; reason: string }
    | { type: 'reopen'; actor: Actor; justification: string; plan: ApprovalPlan }
    /** The person has left the organisation: said by the system, once the directory knows. */
    | { type: 'ownerLeft'; person: PersonId }
  );

export type AdoptionRequestEvent = DomainEvent &
  (
    | ({ type: 'Submitted'; policy: PolicyInForce } & PreparedRevision)
    | {
        type: 'Amended';
        revision: number;
        revisionHash: string;
        content: AdoptionRequestContent;
        changed: ContentSection[];
        triage: Triage;
        tier: Tier;
        /** Roles that must sign, again or for the first time; all others that stay required keep their sign-off. */
        reopened: SignOffPlan[];
        dropped: SignOffRole[];
        expiresAt: Instant;
      }
    | { type: 'ClosedAsProhibited'; reasons: TriageReason[] }
    | { type: 'Reopened'; justification: string; rules: string[]; plan: ApprovalPlan }
    | { type: 'ReopeningLapsed' }
    | ({ type: 'SignedOff'; role: SignOffRole } & Omit<MadeSignOff, 'by' | 'at'>)
    | { type: 'Reminded'; role: SignOffRole; dueAt: Instant; overdue: boolean }
    /** Because the time has passed, unless it says why else. */
    | { type: 'Escalated'; role: SignOffRole; to: Role; because?: 'owner_left' }
    | { type: 'Decided'; record: DecisionRecord }
    | { type: 'Withdrawn'; reason: string }
    | { type: 'Expired' }
  );
