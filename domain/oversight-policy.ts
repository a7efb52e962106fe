import type { Instant, PersonId } from './decider.ts';
import type { Role } from './identity.ts';

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/** What a reviewer has at each level, on the clock on the wall: AI does not keep working hours. */
export interface OversightClock {
  /** Minutes until the reviewer has said that they are at it. */
  acknowledgeMinutes: number;
  /** Hours until they have decided. */
  decideHours: number;
}

/** Who oversees AI in use, and how fast: data that the compliance manager publishes. */
export interface OversightPolicy {
  /** Whose members are asked, the first level first; each level is asked when the one before has let the time pass. */
  levels: Role[];
  clocks: Record<Severity, OversightClock>;
  /** Shares of the time to decide (0–1) at which the reviewer is reminded. */
  remindAt: number[];
  /** Who is told that nobody is there to review a case, and sees to it. */
  gapTo: Role;
  /** Hours until the provider has heard of a serious incident. */
  tellProviderHours: number;
  /** Days from the decision until root cause and corrective action are put down. */
  closeDays: number;
}

export interface OversightPolicyInForce {
  version: number;
  hash: string;
  rules: OversightPolicy;
}

export type OversightPolicyEvent = {
  type: 'OversightPolicyPublished';
  at: Instant;
  by: PersonId;
  version: number;
  hash: string;
  note: string;
  rules: OversightPolicy;
};

/** What an organisation starts with until its compliance manager publishes something else. */
export const defaultOversightPolicy: OversightPolicy = {
  levels: ['oversight_reviewer', 'compliance_manager', 'management'],
  clocks: {
    low: { acknowledgeMinutes: 1_440, decideHours: 168 },
    medium: { acknowledgeMinutes: 480, decideHours: 72 },
    high: { acknowledgeMinutes: 60, decideHours: 24 },
    critical: { acknowledgeMinutes: 15, decideHours: 4 },
  },
  remindAt: [0.5, 0.9],
  gapTo: 'compliance_manager',
  tellProviderHours: 24,
  closeDays: 14,
};
