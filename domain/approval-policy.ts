import type { ContentSection } from './adoption-request-content.ts';
import type { Role, SignOffRole } from './identity.ts';

/** Tiers that are signed off; a prohibited request is closed instead. */
export const signOffTiers = ['low', 'medium', 'high', 'critical'] as const;
export type SignOffTier = (typeof signOffTiers)[number];

/** When the organisation works. Times are local to `timeZone`; weekdays are ISO (1 Monday to 7 Sunday). */
export interface WorkingCalendar {
  timeZone: string;
  workingDays: number[];
  startOfDay: string;
  endOfDay: string;
  /** Local dates, "2026-12-25". */
  holidays: string[];
}

/** Who must sign what, how soon, and what happens when they do not: data that the compliance manager publishes. */
export interface ApprovalPolicy {
  /** Roles whose approval a request needs, by its tier. */
  requiredRoles: Record<SignOffTier, SignOffRole[]>;
  /** Working hours from submission until a sign-off is due, by role and tier. */
  slaHours: Record<SignOffRole, Record<SignOffTier, number>>;
  /** Shares of the SLA (0–1) at which the role is reminded; after the whole of it, every working day. */
  remindAt: number[];
  /** Whose members may sign too once a role is past its SLA. */
  escalateTo: Record<SignOffRole, Role>;
  /** Calendar days after which an undecided request expires. */
  expiryDays: number;
  /** Which roles' sign-offs rest on which part of the request: amending that part voids them. */
  material: Record<ContentSection, SignOffRole[]>;
  calendar: WorkingCalendar;
}

/** The policy as a request carries it: copied when it starts, so that publishing another changes nothing in flight. */
export interface PolicyInForce {
  version: number;
  hash: string;
  rules: ApprovalPolicy;
}

export type ApprovalPolicyEvent = {
  type: 'ApprovalPolicyPublished';
  at: string;
  by: string;
  version: number;
  hash: string;
  note: string;
  rules: ApprovalPolicy;
};

const everyone: SignOffRole[] = ['security', 'legal', 'privacy', 'business_owner'];
const withManagement: SignOffRole[] = [...everyone, 'management'];

/** What an organisation starts with until its compliance manager publishes something else. */
export const defaultApprovalPolicy: ApprovalPolicy = {
  requiredRoles: { low: everyone, medium: everyone, high: withManagement, critical: withManagement },
  slaHours: {
    security: { low: 40, medium: 40, high: 24, critical: 16 },
    legal: { low: 40, medium: 40, high: 24, critical: 16 },
    privacy: { low: 40, medium: 40, high: 24, critical: 16 },
    business_owner: { low: 40, medium: 24, high: 16, critical: 16 },
    management: { low: 40, medium: 40, high: 40, critical: 24 },
  },
  remindAt: [0.5, 1],
  escalateTo: {
    security: 'compliance_manager',
    legal: 'compliance_manager',
    privacy: 'compliance_manager',
    business_owner: 'management',
    management: 'compliance_manager',
  },
  expiryDays: 30,
  material: {
    title: [],
    purpose: withManagement,
    system: ['security', 'legal', 'privacy', 'management'],
    users: ['security', 'business_owner'],
    data: ['security', 'legal', 'privacy', 'management'],
    effect: ['legal', 'privacy', 'business_owner', 'management'],
    costs: ['business_owner', 'management'],
    sourcing: ['security', 'legal', 'business_owner'],
    legal: ['legal', 'privacy'],
    businessOwner: ['business_owner'],
    screening: ['legal', 'privacy', 'management'],
  },
  calendar: {
    timeZone: 'Europe/Berlin',
    workingDays: [1, 2, 3, 4, 5],
    startOfDay: '09:00',
    endOfDay: '17:00',
    holidays: [
      '2026-12-25',
      '2026-12-26',
      '2027-01-01',
      '2027-03-26',
      '2027-03-29',
      '2027-05-01',
      '2027-12-25',
      '2027-12-26',
    ],
  },
};
