import type { Instant, PersonId } from './decider.ts';
import type { Role, SignOffRole } from './identity.ts';

export const criticalities = ['standard', 'critical'] as const;
export type Criticality = (typeof criticalities)[number];

/** How vendors are assessed: data that the compliance manager publishes. Days are calendar days. */
export interface VendorPolicy {
  /** Whose sign-off a review needs. */
  requiredRoles: Record<Criticality, SignOffRole[]>;
  /** Working hours from when the answers are in until a sign-off is due. */
  slaHours: number;
  /** Shares of that time (0–1) at which the role is reminded. */
  remindAt: number[];
  escalateTo: Role;
  /** How long an approval holds; it lapses at the end. */
  validDays: Record<Criticality, number>;
  /** So many days before an approval ends the next assessment starts by itself. */
  leadDays: number;
  /** What the vendor has to answer in; reminded at the halves, then its owner is told. */
  answerDays: number;
  /** Share of the points (0–1) under which nobody can approve without a condition. */
  leastShare: number;
}

export interface VendorPolicyInForce {
  version: number;
  hash: string;
  rules: VendorPolicy;
}

export type VendorPolicyEvent = {
  type: 'VendorPolicyPublished';
  at: Instant;
  by: PersonId;
  version: number;
  hash: string;
  note: string;
  rules: VendorPolicy;
};

/** What an organisation starts with until its compliance manager publishes something else. */
export const defaultVendorPolicy: VendorPolicy = {
  requiredRoles: { standard: ['security', 'privacy'], critical: ['security', 'privacy', 'legal'] },
  slaHours: 40,
  remindAt: [0.5, 1],
  escalateTo: 'compliance_manager',
  validDays: { standard: 365, critical: 183 },
  leadDays: 45,
  answerDays: 21,
  leastShare: 0.6,
};
