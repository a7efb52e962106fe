import type { PersonId } from './decider.ts';
import { sameValue } from './same-value.ts';

export const systemKinds = [
  'generative_text',
  'generative_media',
  'code_assistant',
  'prediction',
  'classification',
  'recommendation',
  'computer_vision',
  'speech',
  'biometrics',
  'robotics',
  'search',
  'other',
] as const;
export const systemOrigins = ['third_party_service', 'built_in', 'in_house'] as const;
export const dataClasses = ['public', 'internal', 'confidential', 'personal', 'special_category'] as const;
export const effectsOnPeople = ['none', 'assists_decision', 'decides'] as const;

/** The prohibited practices of Regulation (EU) 2024/1689, Article 5(1), by their letter. */
export const prohibitedPractices = [
  'a_manipulation',
  'b_exploiting_vulnerability',
  'c_social_scoring',
  'd_crime_prediction_by_profiling',
  'e_face_scraping',
  'f_emotion_at_work_or_school',
  'g_biometric_categorisation',
  'h_remote_biometric_identification',
] as const;

/** The high-risk areas of Regulation (EU) 2024/1689, Annex III, by their number. */
export const highRiskAreas = [
  '1_biometrics',
  '2_critical_infrastructure',
  '3_education',
  '4_employment',
  '5_essential_services',
  '6_law_enforcement',
  '7_migration',
  '8_justice_and_democracy',
] as const;

export type DataClass = (typeof dataClasses)[number];
export type EffectOnPeople = (typeof effectsOnPeople)[number];
export type ProhibitedPractice = (typeof prohibitedPractices)[number];
export type HighRiskArea = (typeof highRiskAreas)[number];

/** What is asked, in the sections of ISO/IEC 42001's considerations for A.9.2. */
export interface AdoptionRequestContent {
  title: string;
  purpose: {
    intendedUse: string;
    alternativesConsidered: string;
    /** What its purposes are called when somebody asks whether they may use it for one; its title, where absent. */
    names?: string[];
  };
  system: {
    name: string;
    provider: string;
    model: string;
    kind: (typeof systemKinds)[number];
    origin: (typeof systemOrigins)[number];
    /** The vendor whose review the approval rests on; absent for what is made in house, and until it is known who provides it. */
    vendor?: string;
    /** The AI system in use whose scope it is to change; absent where another one is wished for. */
    amends?: string;
  };
  users: { teams: string[]; headcount: number };
  data: { classes: DataClass[]; providerMayTrain: boolean };
  effect: { onPeople: EffectOnPeople; affected: string[] };
  /** Amounts in whole or fractional units of `currency` (ISO 4217), running and monitoring per year. */
  costs: { purchase: number; runningPerYear: number; monitoringPerYear: number; currency: string };
  sourcing: { procurement: string; reason: string };
  legal: { regions: string[]; basis: string };
  businessOwner: PersonId;
  screening: { prohibitedPractices: ProhibitedPractice[]; highRiskAreas: HighRiskArea[] };
}

export type ContentSection = keyof AdoptionRequestContent;

/** The sections in which two revisions differ. */
export function changedSections(
  before: AdoptionRequestContent,
  after: AdoptionRequestContent,
): ContentSection[] {
  const sections = Object.keys(after) as ContentSection[];
  return sections.filter((section) => !sameValue(before[section], after[section]));
}
