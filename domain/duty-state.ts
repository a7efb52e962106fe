import type { SignOffTier } from './approval-policy.ts';
import type { Command, DomainEvent, Instant, PersonId } from './decider.ts';
import type { Actor } from './identity.ts';

/** What a duty starts each time it fires. */
export type DutyStart =
  | { kind: 'management_review' }
  /** Somebody is to audit how AI is managed here, with the audit pack of the year before. */
  | { kind: 'internal_audit' }
  | { kind: 'policy_review'; policy: string }
  /** An audit of each AI system in use that is of one of these tiers. */
  | { kind: 'usage_audit'; tiers: SignOffTier[] }
  /** Every statement of the controls is held against the records. */
  | { kind: 'control_evaluation' }
  /** A signed checkpoint of the audit trail. */
  | { kind: 'checkpoint' };

/**
 * When a duty fires: every so many months since a local date (which itself does not count) at an hour of the wall clock
 * of `timeZone`, or every so many seconds since 1970. Months are a divisor or a multiple of twelve.
 */
export type DutyRhythm =
  { months: number; since: string; hour: number; timeZone: string } | { seconds: number };

/** A recurring duty as it is declared: data, from which its schedule in Temporal is made. */
export interface DutyDefinition {
  /** Names it for ever, without a slash: it is the id of its schedule too. */
  id: string;
  title: string;
  starts: DutyStart;
  every: DutyRhythm;
}

/** What a firing or a run brought about. */
export interface DutyOccasion {
  /** Names it among those of its duty: the instant of a cycle, or a run by hand. */
  occasion: string;
  /** The stream of what was started: `policy/<id>`, `management-review/<id>`; of many audits their `usage-audit-round/<id>`. */
  subject: string;
}

export interface Duty {
  definition: DutyDefinition;
  declaredAt: Instant;
  /** Nobody declares it any more. */
  withdrawnAt: Instant | null;
  paused: { by: PersonId; at: Instant; reason: string } | null;
  /** The first instant of its rhythm that has not been fired; null while it is paused or withdrawn, and where firings are not written down. */
  nextAt: Instant | null;
}

export type DutyCommand = Command &
  (
    | { type: 'declare'; definition: DutyDefinition }
    | { type: 'withdraw' }
    /** By its schedule; `scheduledAt` is the instant of its rhythm, however late it comes. */
    | { type: 'fire'; scheduledAt: Instant; subject: string }
    | { type: 'pause'; actor: Actor; reason: string }
    | { type: 'resume'; actor: Actor; reason: string }
    | ({ type: 'run'; actor: Actor; reason: string } & DutyOccasion)
  );

export type DutyEvent = DomainEvent &
  (
    | { type: 'DutyDeclared'; definition: DutyDefinition }
    | { type: 'DutyWithdrawn' }
    | { type: 'DutyFired'; scheduledAt: Instant; subject: string }
    | { type: 'DutyPaused'; reason: string }
    | { type: 'DutyResumed'; reason: string }
    | ({ type: 'DutyRunNow'; reason: string } & DutyOccasion)
  );

/**
 * Whether its firings are written down one by one. Of what looks at everything that has come before it, and leaves its own
 * record, one that is missed loses nothing.
 */
export function isRecorded({ starts }: DutyDefinition): boolean {
  return starts.kind !== 'checkpoint' && starts.kind !== 'control_evaluation';
}
