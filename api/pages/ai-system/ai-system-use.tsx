import {
  decommissionAiSystem,
  goLive,
  handOverAiSystem,
  resumeAiSystem,
  reviewAiSystem,
  suspendAiSystem,
} from '../../routes/ai-system.ts';
import { TextArea, TextField } from '../components/form.tsx';
import { cycleInWords } from '../policy/policy-words.ts';
import { deedPages, type Filling } from './ai-system-deed.tsx';

/** What is done to a system as a whole, from the day on which it is taken into use to the one on which nobody uses it. */

export const { ask: askGoingLive, act: takeIntoUse } = deedPages({
  path: '/ai-systems/{id}/going-live',
  route: goLive,
  done: 'live',
  bodyOf: () => ({}),
  words: ({ name }) => ({
    title: `Take ${name} into use`,
    lead: 'From then on its users may use it within what was approved. Training that its approval asks for must be completed first.',
    button: 'Take it into use',
  }),
});

export const { ask: askSuspension, act: suspend } = deedPages({
  path: '/ai-systems/{id}/suspension',
  route: suspendAiSystem,
  done: 'suspended',
  isBad: true,
  bodyOf: (form) => ({ note: form.text('/note') }),
  words: ({ name }) => ({
    title: `Suspend ${name}`,
    lead: 'Nobody may use it any more: usage checks obey at once. A compliance manager, management or you yourself can let it go on.',
    button: 'Suspend it',
  }),
  fields: (filling) => <Note {...filling} label="Why" hint="What you have seen. Its owner is told." />,
});

export const { ask: askResumption, act: letGoOn } = deedPages({
  path: '/ai-systems/{id}/resumption',
  route: resumeAiSystem,
  done: 'resumed',
  bodyOf: (form) => ({ note: form.text('/note') }),
  words: ({ name, suspension: stopped }) => ({
    title: `Let ${name} go on`,
    lead:
      stopped === null
        ? 'It is not suspended.'
        : `It was suspended because: ${stopped.note} Its users may use it again from now on.`,
    button: 'Let it go on',
  }),
  fields: (filling) => <Note {...filling} label="What was mended" />,
});

export const { ask: askReview, act: putReviewOnRecord } = deedPages({
  path: '/ai-systems/{id}/review',
  route: reviewAiSystem,
  done: 'reviewed',
  bodyOf: (form) => ({ note: form.text('/note') }),
  words: ({ name, reviewMonths }) => ({
    title: `Review ${name}`,
    lead: `Whether it is still used for what it was approved for, by whom, and whether its risks and boundaries still hold. It is reviewed ${cycleInWords(reviewMonths)}, counted from now.`,
    button: 'Put the review on record',
  }),
  fields: (filling) => <Note {...filling} label="What you looked at, and what you found" />,
});

export const { ask: askHandOver, act: handOver } = deedPages({
  path: '/ai-systems/{id}/hand-over',
  route: handOverAiSystem,
  done: 'handed_over',
  bodyOf: (form) => ({ owner: form.text('/owner') }),
  words: ({ name }) => ({
    title: `Hand ${name} over`,
    lead: 'Somebody else answers for it from now on: its reviews, its changes, and who may join.',
    button: 'Hand it over',
  }),
  fields: ({ form, faults }) => (
    <TextField
      name="/owner"
      label="Who answers for it from now on"
      hint="Their user name"
      value={form.text('/owner')}
      fault={faults.get('/owner')}
    />
  ),
});

export const { ask: askDecommissioning, act: decommission } = deedPages({
  path: '/ai-systems/{id}/decommissioning',
  route: decommissionAiSystem,
  done: 'decommissioned',
  isBad: true,
  bodyOf: (form) => ({ reason: form.text('/reason') }),
  words: ({ name }) => ({
    title: `Decommission ${name}`,
    lead: 'This is final: nobody may use it again. Using it once more takes a new adoption request. What is on record of it stays.',
    button: 'Decommission it',
  }),
  fields: ({ form, faults }) => (
    <TextArea
      name="/reason"
      label="Why, and what takes its place"
      value={form.text('/reason')}
      fault={faults.get('/reason')}
    />
  ),
});

function Note({ form, faults, label, hint }: Filling & { label: string; hint?: string }) {
  return (
    <TextArea name="/note" label={label} hint={hint} value={form.text('/note')} fault={faults.get('/note')} />
  );
}
