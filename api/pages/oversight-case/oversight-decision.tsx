import { type OversightDecision, oversightDecisions } from '../../../domain/oversight-case-state.ts';
import { needsConfirmation } from '../../../domain/oversight-case-decision.ts';
import { decideCase } from '../../routes/oversight-review.ts';
import { Choice, Choices, TextArea, TextField } from '../components/form.tsx';
import { instantOfLocal } from '../local-time.ts';
import type { Form } from '../page.ts';
import { deedPages, type Filling, Settled } from './oversight-case-deed.tsx';
import { incidentOptions, oversightDecisionWords } from './oversight-case-words.ts';

/** The decision on a case: a form for each, which says what follows from it before it is made. */

export const { ask: askDecision, act: decide } = deedPages({
  path: '/oversight-cases/{id}/decision',
  route: decideCase,
  done: 'decided',
  onRevision: true,
  bodyOf: (form, zone) => {
    const isIncident = form.text('/decision') === 'serious_incident';
    const awareAt = form.text('/incident/awareAt');
    return {
      decision: form.text('/decision'),
      note: form.text('/note'),
      instead: form.text('/instead'),
      stops: isIncident && form.has('/stops'),
      incident: isIncident
        ? {
            kind: form.text('/incident/kind'),
            ...(awareAt !== '' && { awareAt: instantOfLocal(awareAt, zone) }),
          }
        : null,
    };
  },
  words: (filling) => {
    const { current, form } = filling;
    const decision = decisionIn(form);
    if (decision === undefined) {
      return { title: 'Decide', lead: 'Say what you have found.', button: 'Decide' };
    }
    const waits = needsConfirmation(current)
      ? ' It counts once a second reviewer has confirmed it.'
      : current.matter.holdUntilReviewed === true
        ? ' Whoever waits for it is told at once.'
        : '';
    return {
      title: oversightDecisionWords[decision],
      lead: `${meaningOf(decision, filling)}${waits}`,
      button: buttonWords[decision],
      isBad: decision === 'stopped',
    };
  },
  fields: (filling) => {
    const { form, faults } = filling;
    const decision = decisionIn(form);
    return (
      <>
        {decision === undefined ? (
          <Choice
            name="/decision"
            label="What you decide"
            value={form.text('/decision')}
            fault={faults.get('/decision')}
            options={oversightDecisions.map((value) => ({ value, label: oversightDecisionWords[value] }))}
          />
        ) : (
          <Settled form={form} name="/decision" />
        )}
        {(decision === undefined || decision === 'serious_incident') && <IncidentFields {...filling} />}
        <TextArea
          name="/note"
          label="Why"
          hint="What you have looked at and what you found. It stays on record, and all concerned read it."
          value={form.text('/note')}
          fault={faults.get('/note')}
        />
        {(decision === undefined || decision === 'corrected' || decision === 'overridden') && (
          <TextArea
            name="/instead"
            label="What holds instead"
            value={form.text('/instead')}
            fault={faults.get('/instead')}
            optional={decision === undefined}
          />
        )}
      </>
    );
  },
});

function decisionIn(form: Form): OversightDecision | undefined {
  const typed = form.text('/decision');
  return oversightDecisions.find((decision) => decision === typed);
}

/** What follows from a decision, before it is made. */
function meaningOf(decision: OversightDecision, { system }: Filling): string {
  const name = system?.state.name ?? 'The system';
  switch (decision) {
    case 'upheld':
      return 'What AI has done stands as it is.';
    case 'corrected':
      return 'What AI has done is put right: you say what holds instead.';
    case 'overridden':
      return 'What AI has done does not count: you say what holds instead.';
    case 'stopped':
      return `${name} is suspended at once: usage checks say no to everybody from that moment on, until somebody else than its owner lets it go on.`;
    case 'reopened':
      return `Whoever approved ${name} is asked again. It may be used meanwhile; unsigned in time, or rejected, it is suspended.`;
    case 'serious_incident':
      return 'The clocks of Article 73 of the AI Act run from when you knew: the provider is told at once, the authority within days. The case stays open until both are on record as told.';
  }
}

const buttonWords: Record<OversightDecision, string> = {
  upheld: 'Uphold it',
  corrected: 'Correct it',
  overridden: 'Override it',
  stopped: 'Stop it now',
  reopened: 'Reopen the approval',
  serious_incident: 'Report it as a serious incident',
};

function IncidentFields({ system, form, faults, zone }: Filling) {
  return (
    <>
      <Choice
        name="/incident/kind"
        label="What makes it a serious one"
        value={form.text('/incident/kind')}
        fault={faults.get('/incident/kind') ?? faults.get('/incident')}
        options={incidentOptions}
      />
      <TextField
        name="/incident/awareAt"
        label="When you knew of it"
        hint={`In your time zone, ${zone}. Left empty: since the case was opened.`}
        type="datetime-local"
        value={form.text('/incident/awareAt')}
        fault={faults.get('/incident/awareAt')}
        optional
      />
      {system !== undefined && (
        <Choices
          name="/stops"
          label="Its use"
          values={form.all('/stops')}
          fault={faults.get('/stops')}
          options={[
            {
              value: 'true',
              label: `Stop ${system.state.name} too`,
              hint: 'It is suspended at once: usage checks say no to everybody.',
            },
          ]}
        />
      )}
    </>
  );
}
