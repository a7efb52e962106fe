import type {
  ContentSection,
  DataClass,
  EffectOnPeople,
  HighRiskArea,
  ProhibitedPractice,
} from '../../domain/adoption-request-content.ts';
import type { RequestState } from '../../domain/adoption-request-state.ts';
import type { SignOffDecision } from '../../domain/sign-off.ts';
import type { Role } from '../../domain/identity.ts';
import type { Tier } from '../../domain/triage.ts';

/** How the domain's words read on a page: the same word everywhere, the technical one only in code. */

export const roleWords: Record<Role, string> = {
  requester: 'Requester',
  business_owner: 'Business owner',
  security: 'Security',
  legal: 'Legal',
  privacy: 'Privacy',
  management: 'Management',
  compliance_manager: 'Compliance manager',
  oversight_reviewer: 'Oversight reviewer',
  auditor: 'Auditor',
  administrator: 'Administrator',
  external_auditor: 'External auditor',
};

export const stateWords: Record<RequestState, string> = {
  in_review: 'In review',
  changes_requested: 'Changes requested',
  approved: 'Approved',
  approved_with_conditions: 'Approved with conditions',
  rejected: 'Rejected',
  prohibited: 'Prohibited',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
};

export const tierWords: Record<Tier, string> = {
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
  critical: 'Critical risk',
  prohibited: 'Prohibited',
};

/** What one does, as the label of a choice. */
export const decisionWords: Record<SignOffDecision, string> = {
  approve: 'Approve',
  approve_with_conditions: 'Approve with conditions',
  request_changes: 'Request changes',
  reject: 'Reject',
};

export const decisionMeanings: Record<SignOffDecision, string> = {
  approve: 'It may go ahead as it is asked.',
  approve_with_conditions: 'It may go ahead once or while something is done, by somebody, by a day.',
  request_changes: 'It goes back to the requester; you sign again afterwards.',
  reject: 'It is decided: this request cannot go ahead.',
};

export const sectionWords: Record<ContentSection, string> = {
  title: 'Title',
  purpose: 'Purpose',
  system: 'AI system',
  users: 'Users',
  data: 'Data',
  effect: 'Effect on people',
  costs: 'Costs',
  sourcing: 'Sourcing',
  legal: 'Legal',
  businessOwner: 'Business owner',
  screening: 'Screening',
};

export const systemKindWords: Record<string, string> = {
  generative_text: 'Generates text',
  generative_media: 'Generates images, sound or video',
  code_assistant: 'Helps with code',
  prediction: 'Predicts',
  classification: 'Classifies',
  recommendation: 'Recommends',
  computer_vision: 'Sees',
  speech: 'Hears or speaks',
  biometrics: 'Recognises people (biometrics)',
  robotics: 'Moves machines',
  search: 'Searches',
  other: 'Something else',
};

export const systemOriginWords: Record<string, string> = {
  third_party_service: 'A service from a third party',
  built_in: 'Built into software we have',
  in_house: 'Made in house',
};

export const dataClassWords: Record<DataClass, string> = {
  public: 'Public',
  internal: 'Internal',
  confidential: 'Confidential',
  personal: 'Personal data',
  special_category: 'Special categories of personal data (health, beliefs, biometrics …)',
};

export const effectWords: Record<EffectOnPeople, string> = {
  none: 'None: nobody is decided about',
  assists_decision: 'It helps a person to decide about people',
  decides: 'It decides about people by itself',
};

export const practiceWords: Record<ProhibitedPractice, string> = {
  a_manipulation: 'Manipulates people below their awareness (a)',
  b_exploiting_vulnerability: 'Exploits age, disability or hardship (b)',
  c_social_scoring: 'Scores people by their social behaviour (c)',
  d_crime_prediction_by_profiling: 'Predicts crime by profiling alone (d)',
  e_face_scraping: 'Gathers faces from the internet or cameras (e)',
  f_emotion_at_work_or_school: 'Infers emotions at work or school (f)',
  g_biometric_categorisation: 'Sorts people by biometrics into sensitive groups (g)',
  h_remote_biometric_identification: 'Identifies people remotely in public in real time (h)',
};

export const areaWords: Record<HighRiskArea, string> = {
  '1_biometrics': 'Biometrics (1)',
  '2_critical_infrastructure': 'Critical infrastructure (2)',
  '3_education': 'Education and vocational training (3)',
  '4_employment': 'Employment and managing workers (4)',
  '5_essential_services': 'Essential services: credit, insurance, benefits, emergency calls (5)',
  '6_law_enforcement': 'Law enforcement (6)',
  '7_migration': 'Migration, asylum, border control (7)',
  '8_justice_and_democracy': 'Justice and democratic processes (8)',
};
