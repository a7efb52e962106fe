import type { ReviewerPlace } from '../../../domain/oversight-case-state.ts';
import {
  acknowledgeCase,
  askForSecondOpinion,
  callOffCase,
  closeCase,
  confirmDecision,
  disagreeWithDecision,
  handOverCase,
  reassignCase,
  reportIncident,
} from '../../routes/oversight-review.ts';
import { TextArea, TextField } from '../components/form.tsx';
import { instantOfLocal } from '../local-time.ts';
import type { Form } from '../page.ts';
import { deedPages, type Filling, Settled } from './oversight-case-deed.tsx';
import { decidedWords } from './oversight-case-words.ts';

/** What is done about a case before and after it is decided. */

export const { ask: askAcknowledgement, act: acknowledge } = deedPages({
  path: '/oversight-cases/{id}/acknowledgement',
  route: acknowledgeCase,
  done: 'acknowledged',
  bodyOf: () => ({}),
  words: () => ({
    title: 'I am at it',
    lead: 'You say that you have seen it and look into it now. It stays with you until the time to decide has passed.',
    button: 'I am at it',
  }),
});

export const { ask: askSecondOpinion, act: haveConfirmed } = deedPages({
  path: '/oversight-cases/{id}/second-opinion',
  route: askForSecondOpinion,
  done: 'second_asked',
  bodyOf: (form) => ({ note: form.text('/note') }),
  words: () => ({
    title: 'Have it confirmed by a second reviewer',
    lead: 'You still decide first. What you decide then counts once somebody else, trained as you are, has confirmed it.',
    button: 'Ask for a second reviewer',
  }),
  fields: (filling) => <Note {...filling} label="What you are unsure of" optional />,
});

export const { ask: askConfirmation, act: confirm } = deedPages({
  path: '/oversight-cases/{id}/confirmation',
  route: confirmDecision,
  done: 'decided',
  onRevision: true,
  bodyOf: (form) => ({ note: form.text('/note') }),
  words: (filling) => ({
    title: 'Confirm the decision',
    lead: `${proposalInWords(filling)} You agree: now it counts, and what follows from it is done at once.`,
    button: 'Confirm it',
  }),
  fields: (filling) => <Note {...filling} label="What you looked at" optional />,
});

export const { ask: askDisagreement, act: disagree } = deedPages({
  path: '/oversight-cases/{id}/disagreement',
  route: disagreeWithDecision,
  done: 'disputed',
  onRevision: true,
  bodyOf: (form) => ({ note: form.text('/note') }),
  words: (filling) => ({
    title: 'Disagree with the decision',
    lead: `${proposalInWords(filling)} It is dropped, and the case goes up a level: somebody decides who has heard both of you.`,
    button: 'Disagree',
    isBad: true,
  }),
  fields: (filling) => <Note {...filling} label="Why" />,
});

export const { ask: askHandover, act: handOver } = deedPages({
  path: '/oversight-cases/{id}/handover',
  route: handOverCase,
  done: 'handed_over',
  bodyOf: (form) => ({ to: form.text('/to'), place: placeIn(form), note: form.text('/note') }),
  words: () => ({
    title: 'Hand it over',
    lead: 'To somebody who is trained in oversight and not concerned in it. They have what is left of the time, and are told at once.',
    button: 'Hand it over',
  }),
  fields: (filling) => (
    <>
      <Settled form={filling.form} name="/place" />
      <TextField
        name="/to"
        label="Who has it from now on"
        hint="Their user name"
        value={filling.form.text('/to')}
        fault={filling.faults.get('/to')}
      />
      <Note {...filling} label="What they should know" optional />
    </>
  ),
});

export const { ask: askReassignment, act: reassign } = deedPages({
  path: '/oversight-cases/{id}/reassignment',
  route: reassignCase,
  done: 'reassigned',
  bodyOf: (form) => ({ place: placeIn(form), note: form.text('/note') }),
  words: () => ({
    title: 'Have somebody else looked for',
    lead: 'Of those who are trained in oversight now, the one with the fewest cases is asked. Whoever has it is relieved of it.',
    button: 'Look for somebody else',
  }),
  fields: (filling) => (
    <>
      <Settled form={filling.form} name="/place" />
      <Note {...filling} label="Why" />
    </>
  ),
});

export const { ask: askReport, act: report } = deedPages({
  path: '/oversight-cases/{id}/report',
  route: reportIncident,
  done: 'reported',
  bodyOf: (form, zone) => ({
    told: form.text('/told'),
    toldAt: instantOfLocal(form.text('/toldAt'), zone),
    note: form.text('/note'),
  }),
  words: ({ form }) => ({
    title: form.text('/told') === 'authority' ? 'The authority was told' : 'The provider was told',
    lead: 'Countersign sends nothing to them itself: put down what you have sent, when and how.',
    button: 'Put it on record',
  }),
  fields: (filling) => (
    <>
      <Settled form={filling.form} name="/told" />
      <TextField
        name="/toldAt"
        label="When"
        hint={`In your time zone, ${filling.zone}.`}
        type="datetime-local"
        value={filling.form.text('/toldAt')}
        fault={filling.faults.get('/toldAt')}
      />
      <Note {...filling} label="How, or under which number" />
    </>
  ),
});

export const { ask: askClosing, act: close } = deedPages({
  path: '/oversight-cases/{id}/closing',
  route: closeCase,
  done: 'closed',
  bodyOf: (form) => ({
    rootCause: form.text('/rootCause'),
    correctiveAction: form.text('/correctiveAction'),
  }),
  words: ({ system }) => ({
    title: 'Close the case',
    lead: `That is final.${system?.state.state === 'suspended' ? ` ${system.state.name} stays suspended: it goes on only when somebody lets it, on its own page.` : ''}`,
    button: 'Close it',
  }),
  fields: ({ form, faults }) => (
    <>
      <TextArea
        name="/rootCause"
        label="What it came from"
        hint="The root cause; and if there is none to be found, say so."
        value={form.text('/rootCause')}
        fault={faults.get('/rootCause')}
      />
      <TextArea
        name="/correctiveAction"
        label="What is done so that it does not come again"
        hint="The corrective action; and if none is needed, say why."
        value={form.text('/correctiveAction')}
        fault={faults.get('/correctiveAction')}
      />
    </>
  ),
});

export const { ask: askCallingOff, act: callOff } = deedPages({
  path: '/oversight-cases/{id}/calling-off',
  route: callOffCase,
  done: 'called_off',
  bodyOf: (form) => ({ reason: form.text('/reason') }),
  words: () => ({
    title: 'Call the case off',
    lead: 'For a case that was opened by mistake. That is final: nothing is decided, and whoever opened it is told.',
    button: 'Call it off',
    isBad: true,
  }),
  fields: ({ form, faults }) => (
    <TextArea name="/reason" label="Why" value={form.text('/reason')} fault={faults.get('/reason')} />
  ),
});

function placeIn(form: Form): ReviewerPlace | undefined {
  return form.text('/place') === 'second' ? 'second' : undefined;
}

function proposalInWords({ current: { proposal }, nameOf }: Filling): string {
  if (proposal === null) return 'There is no decision to confirm now.';
  const instead = proposal.instead === '' ? '' : ` Instead: “${proposal.instead}”.`;
  return `${nameOf(proposal.by).name} ${decidedWords[proposal.decision]}, because: “${proposal.note}”.${instead}`;
}

function Note({ form, faults, label, optional }: Filling & { label: string; optional?: boolean }) {
  return (
    <TextArea
      name="/note"
      label={label}
      value={form.text('/note')}
      fault={faults.get('/note')}
      optional={optional === true}
    />
  );
}
