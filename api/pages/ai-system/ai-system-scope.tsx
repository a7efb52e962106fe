import { declarableChanges, rolesReopenedBy } from '../../../domain/ai-system-state.ts';
import { competences } from '../../../domain/course.ts';
import {
  askToJoinAiSystem,
  declareAiSystemChange,
  removeAiSystemUser,
  requireAiSystemTraining,
} from '../../routes/ai-system-scope.ts';
import { listInWords } from '../approval-policy/approval-policy-words.ts';
import { Choice, Choices, Select, TextArea } from '../components/form.tsx';
import { competenceWords } from '../training/training-words.ts';
import { roleWords } from '../words.ts';
import { deedPages } from './ai-system-deed.tsx';
import { systemChangeWords } from './ai-system-words.ts';

/** What changes for whom a system is, and what its approval rested on. */

export const { ask: askChange, act: declareChange } = deedPages({
  path: '/ai-systems/{id}/change',
  route: declareAiSystemChange,
  done: 'declared',
  bodyOf: (form) => ({ change: form.text('/change'), note: form.text('/note') }),
  words: ({ name }) => ({
    title: `Declare a change of ${name}`,
    lead: 'Whoever signed for what has changed is asked again. Without all of them in time, the system is suspended.',
    button: 'Declare it',
  }),
  fields: ({ form, faults }) => (
    <>
      <Choice
        name="/change"
        label="What has changed"
        value={form.text('/change')}
        fault={faults.get('/change')}
        options={declarableChanges.map((value) => ({
          value,
          label: systemChangeWords[value],
          hint: `Signed again by ${listInWords(rolesReopenedBy[value].map((role) => roleWords[role]))}.`,
        }))}
      />
      <TextArea
        name="/note"
        label="What exactly, and since when"
        value={form.text('/note')}
        fault={faults.get('/note')}
      />
    </>
  ),
});

export const { ask: askJoining, act: askToJoin } = deedPages({
  path: '/ai-systems/{id}/joining',
  route: askToJoinAiSystem,
  done: 'asked',
  bodyOf: (form) => ({ reason: form.text('/reason') }),
  words: ({ name, scope: { purposes } }) => ({
    title: `Ask to use ${name}`,
    lead: `Just as it is approved, for: ${listInWords(purposes)}. Anything beyond that takes a request.`,
    button: 'Ask its owner',
  }),
  fields: ({ form, faults }) => (
    <TextArea
      name="/reason"
      label="What you would use it for"
      value={form.text('/reason')}
      fault={faults.get('/reason')}
    />
  ),
});

export const { ask: askUserRemoval, act: removeUser } = deedPages({
  path: '/ai-systems/{id}/user-removal',
  route: removeAiSystemUser,
  done: 'removed',
  isBad: true,
  bodyOf: (form) => ({ person: form.text('/person'), reason: form.text('/reason') }),
  words: ({ name }) => ({
    title: `Remove a user of ${name}`,
    lead: 'Takes back what was given to one person. Who is in a team of its scope stays among its users.',
    button: 'Remove this user',
  }),
  fields: ({ system, nameOf, form, faults }) => (
    <>
      <Select
        name="/person"
        label="Who may not use it any more"
        value={form.text('/person')}
        fault={faults.get('/person')}
        options={[
          { value: '', label: 'Choose …' },
          ...system.scope.users.people.map((id) => ({ value: id, label: nameOf(id).name })),
        ]}
      />
      <TextArea name="/reason" label="Why" value={form.text('/reason')} fault={faults.get('/reason')} />
    </>
  ),
});

export const { ask: askTraining, act: requireTraining } = deedPages({
  path: '/ai-systems/{id}/training',
  route: requireAiSystemTraining,
  done: 'trained',
  bodyOf: (form) => ({ training: form.all('/training') }),
  words: ({ name }) => ({
    title: `Training for ${name}`,
    lead: 'Whoever uses it must have completed training for this, and not let it lapse. Usage checks ask for it.',
    button: 'Set it',
  }),
  fields: ({ system, form, isAgain, faults }) => (
    <Choices
      name="/training"
      label="What its users must be trained for"
      values={isAgain ? form.all('/training') : [...system.training]}
      fault={faults.get('/training')}
      options={competences.map((value) => ({ value, label: competenceWords(value) }))}
    />
  ),
});
