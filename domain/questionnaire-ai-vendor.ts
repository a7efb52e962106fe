import type { AnswerOption, EvidenceNeed, Question, Questionnaire } from './questionnaire.ts';

const yes = (label: string, share = 1): AnswerOption => ({ value: 'yes', label, share });
const partly = (label: string, share = 0.5): AnswerOption => ({ value: 'partly', label, share });
const no = (label: string, knockOut?: string): AnswerOption => ({
  value: 'no',
  label,
  share: 0,
  ...(knockOut === undefined ? {} : { knockOut }),
});

function choice(
  id: string,
  weight: number,
  text: string,
  options: AnswerOption[],
  evidence: EvidenceNeed = 'optional',
): Question {
  return { id, text, weight, evidence, kind: 'choice', options };
}

/**
 * What a vendor of AI is asked, in our own words. The topics are those that ISO/IEC 42001 Annex A.10 (suppliers) and
 * Regulation (EU) 2024/1689, Articles 25 and 53, put on the relation between whoever provides a model and whoever uses it.
 */
export const aiVendorQuestionnaire: Questionnaire = {
  id: 'ai-vendor',
  version: 1,
  title: 'Third-party AI',
  sections: [
    {
      id: 'data',
      title: 'Our data',
      questions: [
        choice(
          'training-on-customer-data',
          10,
          'Do you train or improve models with what customers put in, or with what comes out?',
          [
            yes('Never, by contract'),
            partly('Only if the customer opts in', 0.8),
            { value: 'opt-out', label: 'Yes, unless the customer opts out', share: 0.2 },
            no('Yes, always', 'Our data would train models of others.'),
          ],
          'required',
        ),
        choice('retention', 6, 'How long do you keep prompts and outputs?', [
          yes('Not beyond the answer'),
          partly('Up to 30 days, for abuse and faults', 0.7),
          { value: 'year', label: 'Up to a year', share: 0.3 },
          no('Longer, or it is not limited'),
        ]),
        choice('deletion', 5, 'Can we have our data deleted, and get that confirmed?', [
          yes('Yes, within 30 days, confirmed'),
          partly('Yes, without confirmation or later'),
          no('No', 'Data could not be taken back.'),
        ]),
        {
          id: 'regions',
          text: 'Where is our data processed and stored?',
          weight: 6,
          evidence: 'optional',
          kind: 'choices',
          options: [
            { value: 'eea', label: 'European Economic Area', share: 1 },
            { value: 'adequate', label: 'Countries with an adequacy decision', share: 0.8 },
            { value: 'other', label: 'Elsewhere, with safeguards', share: 0.3 },
          ],
        },
        choice('sub-processors', 5, 'Who else gets our data, model providers included?', [
          yes('A public list; changes are announced with time to object'),
          partly('A list on request'),
          no('It is not disclosed', 'Nobody could say who has our data.'),
        ]),
        choice('separation', 5, 'How is our data kept apart from that of other customers?', [
          yes('Separate stores or keys'),
          partly('By access control in shared stores', 0.6),
          no('It is not kept apart', 'Other customers could see our data.'),
        ]),
      ],
    },
    {
      id: 'model',
      title: 'The model',
      questions: [
        choice('model-origin', 5, 'Which models do you use, and where do they come from?', [
          yes('Named with version and maker, documentation available'),
          partly('Named without version'),
          no('It is not disclosed'),
        ]),
        choice('model-changes', 6, 'What happens when a model or its version changes?', [
          yes('Announced beforehand, and the old version stays for a time'),
          partly('Announced when it happens'),
          no('It changes without notice'),
        ]),
        choice(
          'evaluation',
          7,
          'How do you evaluate quality and robustness for the purpose that we use it for?',
          [yes('Regularly, with results that we may see'), partly('Internally'), no('Not')],
          'required',
        ),
        choice('bias', 7, 'How do you test whether groups of people are treated unequally?', [
          yes('Regularly, with results and what was done'),
          partly('Once, or without results for customers'),
          { value: 'na', label: 'The system decides nothing about people', share: 1 },
          no('Not'),
        ]),
        choice('explainability', 4, 'Can one see what an output rests on?', [
          yes('Sources or factors are shown'),
          partly('On request'),
          no('No'),
        ]),
        {
          id: 'known-limits',
          text: 'What is it known not to do well?',
          weight: 0,
          evidence: 'none',
          kind: 'text',
        },
      ],
    },
    {
      id: 'safety',
      title: 'Safety and oversight',
      questions: [
        choice('content-safety', 5, 'What keeps harmful, unlawful or manipulated content out?', [
          yes('Filters on input and output that are tested, prompt injection included'),
          partly('Filters of the model provider'),
          no('Nothing'),
        ]),
        choice('human-oversight', 6, 'How does it support people to oversee, override and stop it?', [
          yes('Review before effect, override and stop are built in'),
          partly('Some of these'),
          no('It does not', 'Nobody could stop it.'),
        ]),
        choice('logs', 5, 'Which logs of its use do we get?', [
          yes('Complete, exportable, kept at least six months'),
          partly('In part or for less time'),
          no('None'),
        ]),
        choice('ai-generated-marking', 2, 'Is generated content marked as such (AI Act, Article 50)?', [
          yes('Yes, machine-readable'),
          partly('Visibly only'),
          { value: 'na', label: 'It generates no content', share: 1 },
          no('No'),
        ]),
      ],
    },
    {
      id: 'security',
      title: 'Security',
      questions: [
        {
          id: 'certificates',
          text: 'Which certificates are in force, and until when?',
          help: 'Attach each; you are asked again when one ends.',
          weight: 8,
          evidence: 'required',
          kind: 'certificates',
          options: [
            { value: 'ISO/IEC 27001', label: 'ISO/IEC 27001', share: 0.5 },
            { value: 'SOC 2 Type II', label: 'SOC 2 Type II', share: 0.5 },
            { value: 'ISO/IEC 42001', label: 'ISO/IEC 42001', share: 0.5 },
            { value: 'none', label: 'None of these', share: 0 },
          ],
        },
        choice('access', 4, 'How do our people sign in, and who of yours can see our data?', [
          yes('Single sign-on; your people only with our consent, logged'),
          partly('One of the two'),
          no('Neither'),
        ]),
        choice('incident-notice', 7, 'How soon do you tell us of an incident that concerns us?', [
          yes('Within 24 hours'),
          partly('Within 72 hours', 0.7),
          no('Later, or no time is agreed', 'We could not meet our own duties to notify.'),
        ]),
      ],
    },
    {
      id: 'contract',
      title: 'Contract and exit',
      questions: [
        choice('ip-indemnity', 4, 'Do you indemnify us where outputs infringe rights of others?', [
          yes('Yes'),
          partly('With limits'),
          no('No'),
        ]),
        choice(
          'role-under-ai-act',
          3,
          'Have we agreed who is provider and who is deployer under the AI Act?',
          [yes('Yes, in the contract'), partly('It is clear but not agreed'), no('No')],
        ),
        choice('exit', 4, 'How do we leave, and take our data and settings with us?', [
          yes('Export in an open format, help for a time, deletion confirmed'),
          partly('Export only'),
          no('It is not foreseen'),
        ]),
        {
          id: 'contact',
          text: 'Who answers questions about these answers (a function, no names)?',
          weight: 0,
          evidence: 'none',
          kind: 'text',
        },
      ],
    },
  ],
};
