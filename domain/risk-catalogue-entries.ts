import {
  type AdoptionRequestContent,
  type DataClass,
  type EffectOnPeople,
  highRiskAreas,
} from './adoption-request-content.ts';
import type { Level, RiskScore } from './risk-policy.ts';
import type { RiskCategory } from './risk-state.ts';
import type { TriageRule } from './triage.ts';

/** A risk that a use of AI commonly brings, and when it does. */
export interface CatalogueRisk {
  id: string;
  title: string;
  category: RiskCategory;
  cause: string;
  consequence: string;
  /** A start for the inherent score; whoever owns the risk assesses it for their case. */
  inherent: RiskScore;
  /** What commonly reduces it. */
  controls: readonly string[];
  /** It is proposed where one of these holds: each wants, at every path that it names, one of the values listed. */
  when: readonly TriageRule['when'][];
  /** Keys into the catalogue's sources, each with the part. */
  sources: readonly { document: string; part: string }[];
}

type Kind = AdoptionRequestContent['system']['kind'];

const kinds = (...values: Kind[]) => ({ 'system.kind': values });
const data = (...values: DataClass[]) => ({ 'data.classes': values });
const effects = (...values: EffectOnPeople[]) => ({ 'effect.onPeople': values });
const score = (likelihood: Level, impact: Level) => ({ likelihood, impact });
const aiAct = (part: string) => ({ document: 'ai-act', part });
const gdpr = (part: string) => ({ document: 'gdpr', part });
const iso = (part: string) => ({ document: 'iso', part });
const nist = (part: string) => ({ document: 'nist', part });
const owasp = (part: string) => ({ document: 'owasp', part });

const languageModels = ['generative_text', 'code_assistant', 'search'] as const;
const learned = [
  'prediction',
  'classification',
  'recommendation',
  'computer_vision',
  'speech',
  'biometrics',
] as const;

const security: CatalogueRisk[] = [
  {
    id: 'prompt-injection',
    title: 'Instructions hidden in inputs take the system over',
    category: 'security',
    cause: 'The model cannot tell the instructions of its operator from text that it is given to work on.',
    consequence:
      'A document, mail or web page makes the system disclose, change or do what nobody asked for.',
    inherent: score(4, 3),
    controls: [
      'Outputs are checked before anything acts on them',
      'The system has no rights beyond those of its user',
      'Tests with hostile inputs before go-live and at each change',
    ],
    when: [kinds(...languageModels)],
    sources: [owasp('LLM01'), nist('MEASURE 2.7'), iso('C.2.10')],
  },
  {
    id: 'unsafe-code',
    title: 'Generated code brings weaknesses into our software',
    category: 'security',
    cause: 'The model has learned from code with flaws, and proposes packages that may not exist.',
    consequence: 'A weakness or a hostile package reaches production and is exploited.',
    inherent: score(4, 4),
    controls: [
      'Every change is reviewed by a person',
      'Static analysis and dependency checks before a merge',
    ],
    when: [kinds('code_assistant')],
    sources: [owasp('LLM05'), nist('MEASURE 2.7'), iso('C.2.10')],
  },
  {
    id: 'poisoned-model',
    title: 'Training data or model weights are tampered with',
    category: 'security',
    cause: 'Data and models come from sources whose integrity nobody checks.',
    consequence: 'The system errs on purpose for certain inputs, and no test shows it.',
    inherent: score(2, 4),
    controls: [
      'Provenance and checksums of data and models',
      'Access to training data is limited and logged',
    ],
    when: [{ 'system.origin': ['in_house'] }],
    sources: [owasp('LLM04'), nist('MEASURE 2.7'), iso('C.3.4')],
  },
];

const privacy: CatalogueRisk[] = [
  {
    id: 'disclosure',
    title: 'Confidential or personal data comes out where it should not',
    category: 'privacy',
    cause: 'Prompts, context and logs hold data that other users, the provider or an output can reveal.',
    consequence: 'A breach of confidentiality or of data protection, with duties to notify.',
    inherent: score(3, 4),
    controls: [
      'Data is masked before it is sent',
      'Short retention of prompts and outputs',
      'Access by need',
    ],
    when: [
      { ...kinds(...languageModels, 'generative_media', 'speech'), ...data('confidential', 'personal') },
      data('special_category'),
    ],
    sources: [owasp('LLM02'), gdpr('Article 32'), nist('MEASURE 2.10'), iso('C.2.7')],
  },
  {
    id: 'provider-training',
    title: 'The provider learns from our data',
    category: 'privacy',
    cause: 'The terms let the provider use inputs and outputs to train its models.',
    consequence: 'What we have sent cannot be taken back, and may come out for others.',
    inherent: score(4, 4),
    controls: ['Training on our data is excluded by contract', 'The setting is checked at each renewal'],
    when: [{ 'data.providerMayTrain': [true] }],
    sources: [gdpr('Article 5(1)(b)'), nist('GOVERN 6.1'), iso('C.2.7')],
  },
  {
    id: 'purpose-creep',
    title: 'Personal data is used beyond its purpose or longer than needed',
    category: 'privacy',
    cause: 'The system makes it easy to feed in whatever is at hand.',
    consequence: 'Processing without a legal basis; people cannot use their rights.',
    inherent: score(3, 3),
    controls: [
      'Fields that may be used are named',
      'Retention is set and carried out',
      'People are informed',
    ],
    when: [data('personal', 'special_category')],
    sources: [gdpr('Articles 5, 6 and 13'), nist('MEASURE 2.10'), iso('C.2.7')],
  },
];

const people: CatalogueRisk[] = [
  {
    id: 'unfair-outcomes',
    title: 'Groups of people are treated worse without a reason',
    category: 'fairness',
    cause: 'Data reflects past decisions, or represents some groups badly.',
    consequence: 'Discrimination, harm to those concerned, claims and loss of trust.',
    inherent: score(3, 4),
    controls: [
      'Outcomes are compared between groups before go-live and regularly',
      'A way to contest a decision',
    ],
    when: [effects('assists_decision', 'decides')],
    sources: [aiAct('Article 10'), nist('MEASURE 2.11'), iso('C.2.5')],
  },
  {
    id: 'misidentification',
    title: 'People are recognised wrongly',
    category: 'fairness',
    cause: 'Biometric methods err, and more often for some groups than for others.',
    consequence: 'Somebody is refused, suspected or let in who should not be.',
    inherent: score(3, 5),
    controls: ['A person verifies every match that has consequences', 'Error rates are measured per group'],
    when: [kinds('biometrics'), { 'screening.highRiskAreas': ['1_biometrics'] }],
    sources: [aiAct('Annex III, 1'), nist('MEASURE 2.11'), iso('C.2.5')],
  },
  {
    id: 'weak-oversight',
    title: 'People follow the system without looking',
    category: 'safety',
    cause: 'Time is short, the system is mostly right, and nobody is trained to doubt it.',
    consequence: 'Errors pass as decisions of a person; oversight exists on paper only.',
    inherent: score(4, 4),
    controls: [
      'Reviewers are trained and have the time and the right to overrule',
      'Cases with known errors are mixed in, and who finds them is measured',
    ],
    when: [effects('assists_decision', 'decides')],
    sources: [aiAct('Article 14'), nist('MAP 3.5'), iso('C.3.3')],
  },
  {
    id: 'unexplained',
    title: 'Nobody can say why the system decided as it did',
    category: 'transparency',
    cause: 'The model gives no reasons, or reasons that do not hold.',
    consequence: 'People cannot contest decisions, and we cannot defend them.',
    inherent: score(3, 3),
    controls: ['Inputs, outputs and versions are logged', 'Main reasons are shown to whoever decides'],
    when: [effects('assists_decision', 'decides')],
    sources: [aiAct('Articles 13 and 86'), gdpr('Article 22(3)'), nist('MEASURE 2.9'), iso('C.3.2')],
  },
  {
    id: 'runaway-automation',
    title: 'The system acts on its own where nobody can stop it in time',
    category: 'safety',
    cause: 'It may carry out decisions or use tools without a person between.',
    consequence: 'One error is repeated many times before anybody notices.',
    inherent: score(3, 5),
    controls: ['Limits on what it may do by itself', 'A switch that stops it, and who may use it', 'Alerts'],
    when: [effects('decides'), kinds('robotics')],
    sources: [owasp('LLM06'), aiAct('Article 14(4)'), nist('MANAGE 2.4'), iso('C.3.3')],
  },
  {
    id: 'physical-harm',
    title: 'The system injures somebody or damages something',
    category: 'safety',
    cause: 'It moves, or steers what moves, in surroundings that it was not made for.',
    consequence: 'Injury, damage or the failure of a service that people depend on.',
    inherent: score(2, 5),
    controls: [
      'Independent safety functions',
      'Tests under the conditions of use',
      'A safe state on failure',
    ],
    when: [kinds('robotics'), { 'screening.highRiskAreas': ['2_critical_infrastructure'] }],
    sources: [aiAct('Article 9'), nist('MEASURE 2.6'), iso('C.2.9')],
  },
];

const quality: CatalogueRisk[] = [
  {
    id: 'invented-facts',
    title: 'Invented answers are taken for facts',
    category: 'reliability',
    cause: 'The model produces what is likely, not what is true, and sounds sure of it.',
    consequence: 'Wrong information is acted on or passed on in our name.',
    inherent: score(4, 3),
    controls: [
      'A person edits what leaves the house',
      'Answers name their sources',
      'Users are told of the limits',
    ],
    when: [kinds('generative_text', 'search', 'speech')],
    sources: [owasp('LLM09'), nist('MEASURE 2.5'), iso('C.2.8')],
  },
  {
    id: 'drift',
    title: 'The system grows worse, and nobody notices',
    category: 'reliability',
    cause: 'The world moves away from the data that the model was trained on.',
    consequence: 'Decisions rest on results that were right once.',
    inherent: score(3, 3),
    controls: [
      'Results are compared with reality regularly',
      'A threshold under which it is taken out of use',
    ],
    when: [kinds(...learned)],
    sources: [nist('MEASURE 2.4'), aiAct('Article 15'), iso('C.3.6')],
  },
  {
    id: 'provider-changes',
    title: 'The provider changes or ends the model without warning',
    category: 'third_party',
    cause: 'We use a service whose versions, terms and continued existence others decide on.',
    consequence: 'What we have tested is not what runs; or nothing runs.',
    inherent: score(3, 3),
    controls: ['Versions are pinned', 'Notice of changes by contract', 'A way out that has been tried'],
    when: [{ 'system.origin': ['third_party_service', 'built_in'] }],
    sources: [owasp('LLM03'), nist('GOVERN 6.2'), iso('C.3.6')],
  },
];

const society: CatalogueRisk[] = [
  {
    id: 'unmarked-output',
    title: 'People do not know that they deal with AI',
    category: 'transparency',
    cause: 'Texts, voices and pictures look as if people had made them, and nothing marks them.',
    consequence: 'People are misled; duties of transparency are not met.',
    inherent: score(3, 3),
    controls: ['Whoever talks to it is told so', 'Generated media are marked, for machines as well'],
    when: [kinds('generative_text', 'generative_media', 'speech')],
    sources: [aiAct('Article 50'), nist('MEASURE 2.8'), iso('C.2.11')],
  },
  {
    id: 'protected-works',
    title: 'Output copies works that belong to others',
    category: 'intellectual_property',
    cause: 'The model was trained on protected works and can reproduce parts of them.',
    consequence: 'Claims for infringement; results that we cannot protect ourselves.',
    inherent: score(3, 3),
    controls: ['Indemnity by the provider', 'Filters for known works', 'What may be published is decided on'],
    when: [kinds('generative_text', 'generative_media', 'code_assistant')],
    sources: [aiAct('Article 53(1)(c)'), nist('MAP 4.1')],
  },
  {
    id: 'harmful-content',
    title: 'Media are made that deceive or degrade people',
    category: 'societal',
    cause: 'The system generates or alters pictures, voices and films of people.',
    consequence: 'Harm to those shown, and to trust in what we publish.',
    inherent: score(3, 4),
    controls: ['Uses that are not allowed are named and filtered', 'Consent of whoever is shown'],
    when: [kinds('generative_media')],
    sources: [aiAct('Article 50(4)'), nist('MAP 5.1')],
  },
  {
    id: 'steering',
    title: 'People are steered against their interests',
    category: 'societal',
    cause: 'What is shown is chosen for attention or profit, not for those who see it.',
    consequence: 'Bad choices of people, a public that narrows, complaints.',
    inherent: score(2, 3),
    controls: ['The aim of the ranking is written down and reviewed', 'People can see and change why'],
    when: [kinds('recommendation')],
    sources: [aiAct('Article 5(1)(a)'), nist('MAP 5.1'), iso('C.3.1')],
  },
  {
    id: 'deployer-duties',
    title: 'Duties for a high-risk use are not met',
    category: 'legal',
    cause: 'The use falls into a high-risk area, and its duties are spread over many hands.',
    consequence: 'Fines, an order to stop, and decisions that do not hold.',
    inherent: score(3, 4),
    controls: [
      'Each duty has an owner and evidence',
      'Impact on fundamental rights is assessed',
      'Logs are kept',
    ],
    when: [{ 'screening.highRiskAreas': [...highRiskAreas] }],
    sources: [aiAct('Articles 26 and 27'), nist('GOVERN 1.1'), iso('C.2.1')],
  },
];

/** Risks in our own words, from what the sources name. */
export const catalogueRisks: readonly CatalogueRisk[] = [
  ...security,
  ...privacy,
  ...people,
  ...quality,
  ...society,
];
