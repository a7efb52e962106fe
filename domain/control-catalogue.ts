import type { Control, Reference, Statement } from './control.ts';

const aiAct = (place: string): Reference => ({ framework: 'aiAct', place });
const aiRmf = (place: string): Reference => ({ framework: 'aiRmf', place });
const iso = (place: string): Reference => ({ framework: 'iso42001', place });

/** Controls and clauses of ISO/IEC 42001:2023 that the use of AI systems touches, each in a line of our own. */
export const controls: readonly Control[] = [
  { id: 'A.9.2', framework: 'iso42001', title: 'Processes for the responsible use of AI systems' },
  { id: 'A.2.2', framework: 'iso42001', title: 'A policy for AI' },
  { id: 'A.2.4', framework: 'iso42001', title: 'Review of the policy for AI' },
  { id: 'A.8.4', framework: 'iso42001', title: 'Telling of incidents' },
  { id: 'A.9.4', framework: 'iso42001', title: 'Use as intended' },
  { id: 'A.10.3', framework: 'iso42001', title: 'Suppliers' },
  { id: '6.1.3', framework: 'iso42001', title: 'Treatment of risks' },
  { id: '7.2', framework: 'iso42001', title: 'Competence' },
  { id: '7.3', framework: 'iso42001', title: 'Awareness' },
  { id: '7.5', framework: 'iso42001', title: 'Documented information' },
  { id: '9.2', framework: 'iso42001', title: 'Internal audit' },
  { id: '9.3', framework: 'iso42001', title: 'Management review' },
  { id: '10.2', framework: 'iso42001', title: 'Nonconformity and corrective action' },
];

/**
 * A.9.2 in statements that records can deny: what its guidance asks one to settle before use (approvals, costs, sourcing,
 * law), and what auditors ask to see of it (approvals, training, use, exceptions, reviews, each tied to a system); and its
 * neighbours, as far as the same records show them. The words are ours.
 */
export const statements: readonly Statement[] = [
  {
    id: 'approval-before-use',
    control: 'A.9.2',
    text: 'Every AI system in use was approved before it was first used.',
    also: [aiRmf('GOVERN 1.6')],
    check: 'approved_before_use',
  },
  {
    id: 'nothing-unregistered',
    control: 'A.9.2',
    text: 'What is used without an approval is found, and registered or blocked in time.',
    also: [aiRmf('GOVERN 1.6')],
    check: 'shadow_ai_settled',
  },
  {
    id: 'approvals-signed',
    control: 'A.9.2',
    text: 'Every approval is signed for every role that was asked for, each by another person.',
    also: [aiRmf('GOVERN 2.1')],
    check: 'sign_offs_of_approvals',
  },
  {
    id: 'costs-known',
    control: 'A.9.2',
    text: 'What a system costs was known when it was approved.',
    also: [],
    check: 'costs_of_approvals',
  },
  {
    id: 'sourcing',
    control: 'A.9.2',
    text: 'Every system in use that somebody else provides comes from a vendor whose review is approved and current.',
    also: [iso('A.10.3'), aiRmf('GOVERN 6.1')],
    check: 'vendors_approved',
  },
  {
    id: 'rules-of-use',
    control: 'A.9.2',
    text: 'A policy in force says which uses are acceptable and which are prohibited.',
    also: [iso('A.2.2'), aiAct('Article 5')],
    check: 'policy_in_force',
  },
  {
    id: 'rules-acknowledged',
    control: 'A.9.2',
    text: 'Whoever is asked to has acknowledged the version in force in time.',
    also: [iso('7.3'), aiAct('Article 4')],
    check: 'policies_acknowledged',
  },
  {
    id: 'users-trained',
    control: 'A.9.2',
    text: 'Whoever is asked to has completed the training in time, and it has not lapsed.',
    also: [iso('7.2'), aiAct('Article 4'), aiRmf('GOVERN 2.2')],
    check: 'users_trained',
  },
  {
    id: 'scope-enforced',
    control: 'A.9.2',
    text: 'Before a system is used it is checked whether it may be, for every system that has been used of late.',
    also: [iso('A.9.4'), aiAct('Article 26(1)')],
    check: 'use_checked',
  },
  {
    id: 'use-within-scope',
    control: 'A.9.2',
    text: 'Systems are used for the classes of data that they are approved for.',
    also: [iso('A.9.4'), aiAct('Article 26(4)')],
    check: 'use_within_scope',
  },
  {
    id: 'boundaries',
    control: 'A.9.2',
    text: 'Every system of high or critical risk in use has boundaries that its output is held against.',
    also: [aiAct('Article 26(5)'), aiRmf('GOVERN 1.5')],
    check: 'boundaries_set',
  },
  {
    id: 'trained-oversight',
    control: 'A.9.2',
    text: 'Oversight cases are decided by people who were trained for it at that moment.',
    also: [aiAct('Article 14(4)'), aiAct('Article 26(2)'), aiRmf('GOVERN 3.2')],
    check: 'cases_by_trained_people',
  },
  {
    id: 'escalation',
    control: 'A.9.2',
    text: 'Oversight cases are decided in time, on whichever level.',
    also: [aiAct('Article 14(4)')],
    check: 'cases_in_time',
  },
  {
    id: 'planned-reviews',
    control: 'A.9.2',
    text: 'Every system in use is reviewed when its review is due.',
    also: [aiRmf('GOVERN 1.5')],
    check: 'systems_reviewed',
  },
  {
    id: 'use-audited',
    control: 'A.9.2',
    text: 'How systems are used is audited in time, by somebody to whom they do not belong.',
    also: [iso('9.2')],
    check: 'use_audited',
  },
  {
    id: 'evidence',
    control: 'A.9.2',
    text: 'What happened is on record in a signed chain, signed within the last day.',
    also: [iso('7.5'), aiAct('Article 26(6)')],
    check: 'record_signed',
  },
  {
    id: 'policies-reviewed',
    control: 'A.2.4',
    text: 'Every policy in force is reviewed when its review is due.',
    also: [],
    check: 'policies_reviewed',
  },
  {
    id: 'certificates',
    control: 'A.10.3',
    text: 'No vendor in use rests on a certificate that has ended.',
    also: [aiRmf('GOVERN 6.1')],
    check: 'certificates_current',
  },
  {
    id: 'incidents-reported',
    control: 'A.8.4',
    text: 'Providers and authorities hear of serious incidents in time.',
    also: [aiAct('Article 73'), aiRmf('GOVERN 4.3')],
    check: 'incidents_reported',
  },
  {
    id: 'risks-treated',
    control: '6.1.3',
    text: 'Risks that are open are dealt with in time.',
    also: [],
    check: 'risks_treated',
  },
  {
    id: 'actions-in-time',
    control: '10.2',
    text: 'What approvals, audits and management ask for is done in time.',
    also: [],
    check: 'actions_in_time',
  },
  {
    id: 'management-reviewed',
    control: '9.3',
    text: 'Management has reviewed how AI is used within the last thirteen months.',
    also: [aiRmf('GOVERN 2.3')],
    check: 'management_reviewed',
  },
];
