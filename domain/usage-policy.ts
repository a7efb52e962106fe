import { type SignOffTier, signOffTiers } from './approval-policy.ts';
import type { Instant, PersonId } from './decider.ts';

/** How long what is known of use is kept: data that the compliance manager publishes. */
export interface UsagePolicy {
  /** Days, by the tier of the system. */
  keptDays: Record<SignOffTier, number>;
  /** Days, of systems that are not in the inventory. */
  unknownKeptDays: number;
}

export interface UsagePolicyEvent {
  type: 'UsagePolicyPublished';
  at: Instant;
  by: PersonId;
  version: number;
  hash: string;
  note: string;
  rules: UsagePolicy;
}

/** What has been thrown away because it was older than the policy keeps it. */
export interface UsagePrunedEvent {
  type: 'UsagePruned';
  at: Instant;
  by: PersonId;
  /** Version of the usage policy. */
  policy: number;
  /** Use before these instants is gone, by tier and of unknown systems. */
  before: Record<SignOffTier | 'unknown', Instant>;
  events: number;
  /** Answers to usage checks. */
  checks: number;
}

/**
 * Deployers keep the logs of high-risk systems for at least six months (Regulation (EU) 2024/1689, Article 26(6)), which
 * are 184 days at most.
 */
export const leastDaysOfHighRisk = 184;

export const highRiskTiers = ['high', 'critical'] as const satisfies SignOffTier[];

/** What an organisation starts with until its compliance manager publishes something else. */
export const defaultUsagePolicy: UsagePolicy = {
  keptDays: { low: 184, medium: 365, high: 365, critical: 730 },
  unknownKeptDays: 184,
};

/** Nothing is kept longer than this, whatever it is about. */
export function longestKeptDays({ keptDays, unknownKeptDays }: UsagePolicy): number {
  return Math.max(unknownKeptDays, ...signOffTiers.map((tier) => keptDays[tier]));
}
