import type { Instant, PersonId } from './decider.ts';
import type { Role } from './identity.ts';

export const riskBands = ['low', 'moderate', 'high', 'extreme'] as const;
export type RiskBand = (typeof riskBands)[number];

/** Likelihood and impact, 1 (rare, negligible) to 5 (almost certain, severe). */
export interface RiskScore {
  likelihood: Level;
  impact: Level;
}

export const levels = [1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];

/** Who may accept what for how long, and when people are reminded: data that the compliance manager publishes. */
export interface RiskPolicy {
  /** The band of each score: five rows by likelihood, in each five bands by impact. */
  matrix: RiskBand[][];
  /** Whose members may accept a residual risk of the band, and for how many calendar days at most. */
  acceptance: Record<RiskBand, { roles: Role[]; longestDays: number }>;
  /** Days that an untreated risk has until it is escalated; a stale acceptance has as many to be signed again. */
  treatWithinDays: number;
  /** Calendar days before an action is due, or an acceptance ends, at which whoever is responsible is reminded. */
  remindDaysBefore: number[];
  /** Who is told of a risk that nobody has dealt with in time, an overdue action and a lapsed acceptance. */
  escalateTo: Role;
}

/** The policy under which something was decided; an acceptance does not survive another one. */
export interface RiskPolicyInForce {
  version: number;
  hash: string;
  rules: RiskPolicy;
}

export type RiskPolicyEvent = {
  type: 'RiskPolicyPublished';
  at: Instant;
  by: PersonId;
  version: number;
  hash: string;
  note: string;
  rules: RiskPolicy;
};

export function bandOf({ matrix }: RiskPolicy, { likelihood, impact }: RiskScore): RiskBand {
  return matrix[likelihood - 1]?.[impact - 1] ?? 'extreme';
}

/** What an organisation starts with until its compliance manager publishes something else. */
export const defaultRiskPolicy: RiskPolicy = {
  matrix: [
    ['low', 'low', 'low', 'moderate', 'moderate'],
    ['low', 'low', 'moderate', 'moderate', 'high'],
    ['low', 'moderate', 'moderate', 'high', 'high'],
    ['moderate', 'moderate', 'high', 'high', 'extreme'],
    ['moderate', 'high', 'high', 'extreme', 'extreme'],
  ],
  acceptance: {
    low: { roles: ['business_owner', 'compliance_manager', 'management'], longestDays: 365 },
    moderate: { roles: ['compliance_manager', 'management'], longestDays: 365 },
    high: { roles: ['management'], longestDays: 180 },
    extreme: { roles: ['management'], longestDays: 90 },
  },
  treatWithinDays: 30,
  remindDaysBefore: [14, 3],
  escalateTo: 'compliance_manager',
};
