import { daysAfter } from './days.ts';
import type { Instant } from './decider.ts';

/** What makes an incident a serious one (Article 3(49) of the AI Act), as far as its deadline depends on it. */
export const seriousIncidentKinds = [
  'death',
  'serious_harm_to_health',
  'critical_infrastructure',
  'widespread_infringement',
  'fundamental_rights',
  'property_or_environment',
] as const;
export type SeriousIncidentKind = (typeof seriousIncidentKinds)[number];

export interface SeriousIncidentRule {
  statement: string;
  /** Within so many days of becoming aware of it the market surveillance authority has the report. */
  authorityDays: number;
  source: { document: 'ai-act'; article: string };
}

/** The deadlines of Article 73 of Regulation (EU) 2024/1689: the latest days, for it is to be reported at once. */
export const seriousIncidentCatalogue: {
  version: string;
  asOf: string;
  rules: Record<SeriousIncidentKind, SeriousIncidentRule>;
} = {
  version: '2026-11',
  asOf: '2026-11-25',
  rules: {
    death: {
      statement: 'Somebody has died',
      authorityDays: 10,
      source: { document: 'ai-act', article: 'Article 73(4)' },
    },
    serious_harm_to_health: {
      statement: 'Somebody’s health is seriously harmed',
      authorityDays: 15,
      source: { document: 'ai-act', article: 'Article 73(2)' },
    },
    critical_infrastructure: {
      statement: 'Critical infrastructure is disrupted seriously, and not to be mended',
      authorityDays: 2,
      source: { document: 'ai-act', article: 'Article 73(3)' },
    },
    widespread_infringement: {
      statement: 'The rights of many are infringed, in more than one Member State',
      authorityDays: 2,
      source: { document: 'ai-act', article: 'Article 73(3)' },
    },
    fundamental_rights: {
      statement: 'Law that protects fundamental rights is infringed',
      authorityDays: 15,
      source: { document: 'ai-act', article: 'Article 73(2)' },
    },
    property_or_environment: {
      statement: 'Property or the environment is seriously harmed',
      authorityDays: 15,
      source: { document: 'ai-act', article: 'Article 73(2)' },
    },
  },
};

/** Whoever uses the system tells its provider first, at once (Article 26(5)), then the authority. */
export const incidentAudiences = ['provider', 'authority'] as const;
export type IncidentAudience = (typeof incidentAudiences)[number];

/** By when the authority has the report of an incident that we became aware of at `awareAt`. */
export function authorityDueAt(kind: SeriousIncidentKind, awareAt: Instant): Instant {
  return daysAfter(awareAt, seriousIncidentCatalogue.rules[kind].authorityDays);
}
