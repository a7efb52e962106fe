import {
  dataClasses,
  effectsOnPeople,
  highRiskAreas,
  prohibitedPractices,
  systemKinds,
  systemOrigins,
} from '../../../domain/adoption-request-content.ts';
import { type DraftStep, draftSteps } from '../../../domain/draft.ts';
import type { Option } from '../components/form.tsx';
import {
  areaWords,
  dataClassWords,
  effectWords,
  practiceWords,
  systemKindWords,
  systemOriginWords,
} from '../words.ts';

/** One thing that a request is asked for, as an employee is asked it. */
export interface Question {
  /** JSON Pointer of its answer in a submission, which is the name of its field too. */
  pointer: string;
  step: DraftStep;
  label: string;
  /** What the answer is called where it is read, if that is not the question itself. */
  called?: string;
  hint?: string;
  optional?: true;
  /** How it is answered. */
  by: 'line' | 'prose' | 'lines' | 'number' | 'select' | 'one' | 'yesOrNo' | 'several' | 'person';
  options?: Option[];
  /** Questions that follow one another in the same row are small and stand side by side. */
  row?: string;
}

export const stepWords: Record<DraftStep, { title: string; lead: string }> = {
  system: {
    title: 'What it is',
    lead: 'Start with the tool. What you type is kept whenever you press a button, finished or not.',
  },
  purpose: {
    title: 'What for and for whom',
    lead: 'The people who sign were not there when you had the idea.',
  },
  data: {
    title: 'Data and law',
    lead: 'Answer as well as you can; security, legal and privacy look at it with you.',
  },
  owner: { title: 'Money and owner', lead: 'What it costs, and who in the business answers for it.' },
  check: { title: 'Check and submit', lead: 'This is what the people who sign will read.' },
};

/** The steps that ask something. */
export const askingSteps = draftSteps.filter((step) => step !== 'check');

export const questions: Question[] = [
  {
    pointer: '/title',
    step: 'system',
    by: 'line',
    label: 'Title of the request',
    hint: 'One line that says it: “Drafting assistant for customer support”.',
  },
  { pointer: '/system/name', step: 'system', by: 'line', label: 'Name of the tool' },
  {
    pointer: '/system/provider',
    step: 'system',
    by: 'line',
    label: 'Provider',
    hint: 'Whoever makes or runs it. Needed unless it is made in house.',
    optional: true,
    row: 'provider',
  },
  {
    pointer: '/system/model',
    step: 'system',
    by: 'line',
    label: 'Model or version',
    optional: true,
    row: 'provider',
  },
  {
    pointer: '/system/kind',
    step: 'system',
    by: 'select',
    label: 'What it mainly does',
    options: optionsOf(systemKinds, systemKindWords),
  },
  {
    pointer: '/system/origin',
    step: 'system',
    by: 'one',
    label: 'Where it comes from',
    options: optionsOf(systemOrigins, systemOriginWords),
  },
  {
    pointer: '/purpose/intendedUse',
    step: 'purpose',
    by: 'prose',
    label: 'What it will be used for',
    hint: 'Who does what with it, and what happens with what comes out.',
  },
  {
    pointer: '/purpose/alternativesConsidered',
    step: 'purpose',
    by: 'prose',
    label: 'What else you considered',
    optional: true,
  },
  {
    pointer: '/purpose/names',
    step: 'purpose',
    by: 'lines',
    label: 'What these purposes are called',
    hint: 'A few words on each line, as whoever checks a use will say them. If you say nothing, it is the title.',
    optional: true,
  },
  {
    pointer: '/users/teams',
    step: 'purpose',
    by: 'lines',
    label: 'Teams that will use it',
    hint: 'One on each line.',
    optional: true,
  },
  { pointer: '/users/headcount', step: 'purpose', by: 'number', label: 'How many people will use it' },
  {
    pointer: '/effect/onPeople',
    step: 'purpose',
    by: 'one',
    label: 'Its effect on people',
    options: optionsOf(effectsOnPeople, effectWords),
  },
  {
    pointer: '/effect/affected',
    step: 'purpose',
    by: 'lines',
    label: 'Who is affected',
    hint: 'Customers, applicants, colleagues … One on each line.',
    optional: true,
  },
  {
    pointer: '/data/classes',
    step: 'data',
    by: 'several',
    label: 'What data it gets',
    options: optionsOf(dataClasses, dataClassWords),
  },
  {
    pointer: '/data/providerMayTrain',
    step: 'data',
    by: 'yesOrNo',
    label: 'May the provider train on our data?',
    called: 'Training on our data',
    options: [
      { value: 'false', label: 'No, the contract or a setting rules it out' },
      { value: 'true', label: 'Yes, or I do not know' },
    ],
  },
  {
    pointer: '/legal/regions',
    step: 'data',
    by: 'lines',
    label: 'Where in the world it is used',
    hint: 'Countries or regions, one on each line.',
    optional: true,
  },
  {
    pointer: '/legal/basis',
    step: 'data',
    by: 'prose',
    label: 'Legal basis',
    hint: 'Only for personal data, and only if you know it.',
    optional: true,
  },
  {
    pointer: '/screening/prohibitedPractices',
    step: 'data',
    by: 'several',
    label: 'Does it do any of this?',
    called: 'Prohibited practices (Article 5)',
    hint: 'Most tools do nothing of the kind: then tick nothing. It is prohibited by Article 5(1) of the EU’s AI Act (Regulation (EU) 2024/1689), under the letter behind each.',
    options: optionsOf(prohibitedPractices, practiceWords),
  },
  {
    pointer: '/screening/highRiskAreas',
    step: 'data',
    by: 'several',
    label: 'Is it used in any of these areas?',
    called: 'High-risk areas (Annex III)',
    hint: 'Tick nothing if not. They are the high-risk areas of Annex III of the AI Act, by number.',
    options: optionsOf(highRiskAreas, areaWords),
  },
  {
    pointer: '/costs/purchase',
    step: 'owner',
    by: 'number',
    label: 'To buy',
    called: 'Costs: to buy',
    hint: '0 for nothing',
    row: 'costs',
  },
  {
    pointer: '/costs/runningPerYear',
    step: 'owner',
    by: 'number',
    label: 'To run, a year',
    called: 'Costs: to run, a year',
    hint: '0 for nothing',
    row: 'costs',
  },
  {
    pointer: '/costs/monitoringPerYear',
    step: 'owner',
    by: 'number',
    label: 'To monitor, a year',
    called: 'Costs: to monitor, a year',
    hint: '0 for nothing',
    row: 'costs',
  },
  {
    pointer: '/costs/currency',
    step: 'owner',
    by: 'line',
    label: 'Currency',
    hint: 'Three letters: EUR',
    row: 'costs',
  },
  {
    pointer: '/sourcing/procurement',
    step: 'owner',
    by: 'line',
    label: 'How it is bought',
    hint: 'A framework contract, a credit card, not at all …',
    optional: true,
  },
  { pointer: '/sourcing/reason', step: 'owner', by: 'prose', label: 'Why this one', optional: true },
  {
    pointer: '/businessOwner',
    step: 'owner',
    by: 'person',
    label: 'Business owner',
    hint: 'Who answers for it in the business, and signs. Somebody other than you.',
  },
];

export function calledOf({ called, label }: Question): string {
  return called ?? label;
}

export function questionsOf(step: DraftStep): Question[] {
  return questions.filter((question) => question.step === step);
}

function optionsOf(values: readonly string[], words: Readonly<Record<string, string>>): Option[] {
  return values.map((value) => ({ value, label: words[value] ?? value }));
}
