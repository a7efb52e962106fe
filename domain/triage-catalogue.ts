import type { TriageCatalogue, TriageRule } from './triage.ts';

const practices: [TriageRule['when']['screening.prohibitedPractices'], string, string][] = [
  [['a_manipulation'], 'a', 'Subliminal, manipulative or deceptive techniques are prohibited.'],
  [
    ['b_exploiting_vulnerability'],
    'b',
    'Exploiting a vulnerability of age, disability or situation is prohibited.',
  ],
  [['c_social_scoring'], 'c', 'Social scoring is prohibited.'],
  [['d_crime_prediction_by_profiling'], 'd', 'Predicting crime from profiling alone is prohibited.'],
  [['e_face_scraping'], 'e', 'Untargeted scraping of faces is prohibited.'],
  [
    ['f_emotion_at_work_or_school'],
    'f',
    'Inferring emotions at work or in education is prohibited, but for medical and safety reasons.',
  ],
  [['g_biometric_categorisation'], 'g', 'Biometric categorisation by sensitive traits is prohibited.'],
  [
    ['h_remote_biometric_identification'],
    'h',
    'Real-time remote biometric identification in public for law enforcement is prohibited, but for narrow exceptions.',
  ],
];

const areas: [string, string, string][] = [
  ['1_biometrics', '1', 'Biometrics'],
  ['2_critical_infrastructure', '2', 'Critical infrastructure'],
  ['3_education', '3', 'Education and vocational training'],
  ['4_employment', '4', 'Employment and workers management'],
  ['5_essential_services', '5', 'Essential private and public services'],
  ['6_law_enforcement', '6', 'Law enforcement'],
  ['7_migration', '7', 'Migration, asylum and border control'],
  ['8_justice_and_democracy', '8', 'Justice and democratic processes'],
];

/** What turns answers into a tier. A change of a rule is a new version; requests keep the version they were triaged by. */
export const triageCatalogue: TriageCatalogue = {
  version: '2026-11',
  asOf: '2026-11-23',
  sources: {
    'ai-act': {
      title: 'Regulation (EU) 2024/1689 (AI Act)',
      note: 'Article 5 applies since 2025-02-02. Annex III applies from 2026-08-02 in the published text; an agreed amendment moves it to 2027-12-02 and was not seen published. Triage does not wait for either date.',
    },
    gdpr: { title: 'Regulation (EU) 2016/679 (GDPR)' },
    iso: { title: 'ISO/IEC 42001:2023', note: 'Control numbers only; the wording is our own.' },
  },
  rules: [
    ...practices.map(([when, letter, because]): TriageRule => ({
      id: `prohibited-${letter}`,
      tier: 'prohibited',
      when: { 'screening.prohibitedPractices': when },
      because,
      source: { document: 'ai-act', article: `Article 5(1)(${letter})` },
    })),
    ...areas.flatMap(([area, number, name]): TriageRule[] => [
      {
        id: `high-risk-area-${number}-decides`,
        tier: 'critical',
        when: { 'screening.highRiskAreas': [area], 'effect.onPeople': ['decides'] },
        because: `${name} is a high-risk area, and the system decides about people by itself.`,
        source: { document: 'ai-act', article: `Article 6(2) and Annex III, ${number}` },
      },
      {
        id: `high-risk-area-${number}-assists`,
        tier: 'high',
        when: { 'screening.highRiskAreas': [area], 'effect.onPeople': ['assists_decision'] },
        because: `${name} is a high-risk area, and the system assists decisions about people.`,
        source: { document: 'ai-act', article: `Article 6(2) and Annex III, ${number}` },
      },
      {
        id: `high-risk-area-${number}-no-effect`,
        tier: 'medium',
        when: { 'screening.highRiskAreas': [area], 'effect.onPeople': ['none'] },
        because: `${name} is a high-risk area; that the system has no effect on people has to be documented.`,
        source: { document: 'ai-act', article: `Article 6(3)–(4) and Annex III, ${number}` },
      },
    ]),
    {
      id: 'decides-about-people',
      tier: 'high',
      when: { 'effect.onPeople': ['decides'] },
      because: 'The system decides about people without a human decision.',
      source: { document: 'gdpr', article: 'Article 22' },
    },
    {
      id: 'decides-on-special-category',
      tier: 'critical',
      when: { 'effect.onPeople': ['decides'], 'data.classes': ['special_category'] },
      because: 'The system decides about people on special categories of personal data.',
      source: { document: 'gdpr', article: 'Article 22(4)' },
    },
    {
      id: 'assists-decisions',
      tier: 'medium',
      when: { 'effect.onPeople': ['assists_decision'] },
      because: 'The system assists decisions about people.',
      source: { document: 'iso', article: 'A.5.4' },
    },
    {
      id: 'special-category-data',
      tier: 'high',
      when: { 'data.classes': ['special_category'] },
      because: 'Special categories of personal data are processed.',
      source: { document: 'gdpr', article: 'Article 9' },
    },
    {
      id: 'personal-data',
      tier: 'medium',
      when: { 'data.classes': ['personal'] },
      because: 'Personal data is processed.',
      source: { document: 'gdpr', article: 'Article 6' },
    },
    {
      id: 'provider-trains-on-special-category',
      tier: 'critical',
      when: { 'data.classes': ['special_category'], 'data.providerMayTrain': [true] },
      because: 'The provider may train on special categories of personal data.',
      source: { document: 'gdpr', article: 'Articles 5(1)(b) and 9' },
    },
    {
      id: 'provider-trains-on-personal-or-confidential',
      tier: 'high',
      when: { 'data.classes': ['personal', 'confidential'], 'data.providerMayTrain': [true] },
      because: 'The provider may train on personal or confidential data.',
      source: { document: 'iso', article: 'A.10.3' },
    },
    {
      id: 'confidential-data-leaves',
      tier: 'medium',
      when: { 'data.classes': ['confidential'], 'system.origin': ['third_party_service'] },
      because: 'Confidential data goes to a third party.',
      source: { document: 'iso', article: 'A.10.3' },
    },
  ],
};
