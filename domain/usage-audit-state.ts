import type { SignOffTier } from './approval-policy.ts';
import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor } from './identity.ts';
import type { Severity } from './oversight-policy.ts';
import type { AuditFigures, FindingGround } from './usage-audit-figures.ts';

/** `gathering` waits for its figures, `waiting` for somebody to audit, `auditing` for whoever does. */
export const usageAuditStates = ['gathering', 'waiting', 'auditing', 'signed', 'called_off'] as const;
export type UsageAuditState = (typeof usageAuditStates)[number];

export const usageAuditReasons = ['cycle', 'out_of_turn'] as const;
export type UsageAuditReason = (typeof usageAuditReasons)[number];

export const auditConclusions = ['within_scope', 'findings'] as const;
export type AuditConclusion = (typeof auditConclusions)[number];

/** What is not as it was approved, and what is done about it by whom until when. */
export interface AuditFinding {
  what: string;
  severity: Severity;
  ground: FindingGround;
  /** The place in the sample, from 1, of the use that it rests on. */
  sample: number | null;
  action: string;
  owner: PersonId;
  /** A local date. */
  dueOn: string;
}

/** What an auditor has put their name to. */
export interface AuditSignature {
  by: PersonId;
  at: Instant;
  /** Of the findings. */
  version: number;
  /** SHA-256 of all that was signed. */
  hash: string;
  conclusion: AuditConclusion;
  note: string;
  /** Whether the approval of the system is to be signed again. */
  reopens: boolean;
}

/** An audit of how one AI system was used over a period. */
export interface UsageAudit {
  state: UsageAuditState;
  system: string;
  /** What the system was called, and its tier, when the audit was opened. */
  name: string;
  tier: SignOffTier;
  reason: UsageAuditReason;
  note: string;
  /** The firing of a duty that opened it along with others. */
  round: string | null;
  openedAt: Instant;
  openedBy: PersonId;
  /** Up to when use is audited. */
  until: Instant;
  dueAt: Instant;
  remindAt: Instant[];
  escalatedAt: Instant | null;
  /** Null until they are gathered; then they stay as they are, and so does their SHA-256. */
  figures: AuditFigures | null;
  figuresHash: string | null;
  /** Who answered for the system when they were gathered. */
  owner: PersonId | null;
  /** Whoever owned the system then, asked for it or signed its approval: they do not audit it. */
  concerned: PersonId[];
  auditor: PersonId | null;
  /** How often findings were written. */
  version: number;
  findings: AuditFinding[];
  signature: AuditSignature | null;
  calledOff: { by: PersonId; at: Instant; reason: string } | null;
}

/** What the registers gave for an audit. */
export interface GatheredUse {
  figures: AuditFigures;
  hash: string;
  owner: PersonId;
  concerned: PersonId[];
}

type Opening = Pick<UsageAudit, 'system' | 'name' | 'tier' | 'reason' | 'note' | 'round' | 'until'>;

export type UsageAuditCommand = Command &
  (
    | ({
        /** By its duty; or by somebody who may. */
        type: 'open';
        actor?: Actor;
      } & Opening)
    | ({ type: 'gather' } & GatheredUse)
    /** To be its auditor oneself. */
    | { type: 'take'; actor: Actor }
    /** To have somebody else be it. */
    | { type: 'assign'; actor: Actor; to: PersonId }
    /** `replaces` is the version that was seen. */
    | { type: 'write'; actor: Actor; findings: AuditFinding[]; replaces: number }
    | ({ type: 'sign'; actor: Actor } & Omit<AuditSignature, 'by' | 'at'>)
    | { type: 'callOff'; actor: Actor; reason: string }
  );

export type UsageAuditEvent = DomainEvent &
  (
    | ({ type: 'UsageAuditOpened'; dueAt: Instant; remindAt: Instant[] } & Opening)
    | ({ type: 'UsageGathered' } & GatheredUse)
    | { type: 'UsageAuditAssigned'; auditor: PersonId }
    | { type: 'FindingsWritten'; version: number; findings: AuditFinding[] }
    | { type: 'UsageAuditReminded'; dueAt: Instant; overdue: boolean }
    | { type: 'UsageAuditEscalated' }
    | ({ type: 'UsageAuditSigned'; system: string; findings: AuditFinding[] } & Omit<
        AuditSignature,
        'by' | 'at'
      >)
    | { type: 'UsageAuditCalledOff'; reason: string }
  );
