import type { RiskBand } from '../../../domain/risk-policy.ts';
import type { RiskCategory, RiskState, RiskTreatment } from '../../../domain/risk-state.ts';

export const riskStateWords: Record<RiskState, string> = {
  untreated: 'Untreated',
  mitigating: 'Being mitigated',
  accepting: 'To be accepted',
  accepted: 'Accepted',
  treated: 'Treated',
  closed: 'Closed',
};

export const riskBandWords: Record<RiskBand, string> = {
  low: 'Low',
  moderate: 'Moderate',
  high: 'High',
  extreme: 'Extreme',
};

export const riskCategoryWords: Record<RiskCategory, string> = {
  privacy: 'Privacy',
  security: 'Security',
  safety: 'Safety',
  fairness: 'Fairness',
  transparency: 'Transparency',
  reliability: 'Reliability',
  intellectual_property: 'Intellectual property',
  legal: 'Legal',
  third_party: 'Third party',
  societal: 'Societal',
};

export const riskTreatmentWords: Record<RiskTreatment, string> = {
  mitigate: 'Mitigate',
  avoid: 'Avoid',
  transfer: 'Transfer',
  accept: 'Accept',
};

export const riskTreatmentMeanings: Record<RiskTreatment, string> = {
  mitigate: 'Make it smaller by something that somebody does by a day.',
  avoid: 'Do without what brings it.',
  transfer: 'Have somebody else bear it: insurance, a contract.',
  accept: 'Live with it, for a time, once somebody with the authority has signed.',
};

/** The parts of a description, as a sentence names them. */
export const descriptionWords = {
  title: 'title',
  category: 'category',
  cause: 'cause',
  consequence: 'consequence',
  owner: 'owner',
  systems: 'AI systems',
  vendors: 'vendors',
  requests: 'adoption requests',
  controls: 'controls',
};

/** Why an acceptance does not count any more. */
export const staleWords: Record<string, string> = {
  residual_score: 'the residual score has changed',
  affected: 'what it touches has changed',
  policy: 'another risk policy is in force',
  description: 'it was described anew',
  end_date: 'its last day has passed',
  other_treatment: 'it is treated otherwise',
  closed: 'the risk was closed',
  owner: 'who signed has come to own the risk',
};

export const levelWords = {
  likelihood: ['Rare', 'Unlikely', 'Possible', 'Likely', 'Almost certain'],
  impact: ['Negligible', 'Minor', 'Moderate', 'Major', 'Severe'],
};

/** What each level is meant by, so that two people score the same thing alike. */
export const levelMeanings = {
  likelihood: [
    'hardly ever: not in ten years',
    'once in some years',
    'about once a year',
    'several times a year',
    'every month or more often',
  ],
  impact: [
    'nobody is harmed, hardly anybody notices',
    'a few people are bothered; soon put right',
    'people or the organisation lose noticeably',
    'serious harm, a breach of law or of trust',
    'lasting harm to people or the organisation',
  ],
};
