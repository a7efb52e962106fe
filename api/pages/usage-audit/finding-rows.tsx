import { severities } from '../../../domain/oversight-policy.ts';
import { findingGrounds } from '../../../domain/usage-audit-figures.ts';
import { type Faults, Select, TextArea, TextField } from '../components/form.tsx';
import type { Form } from '../page.ts';
import { groundWords, severityWords } from './usage-audit-words.tsx';

type Part = 'what' | 'severity' | 'ground' | 'sample' | 'action' | 'owner' | 'dueOn';

/** A finding as it is typed. */
export type TypedFinding = Record<Part, string>;

export const emptyFinding: Readonly<TypedFinding> = {
  what: '',
  severity: 'medium',
  ground: 'purposes',
  sample: '',
  action: '',
  owner: '',
  dueOn: '',
};

/** The rows of findings that a form was sent with. */
export function findingsIn(form: Form): TypedFinding[] {
  return form.all('finding').map((_, index) => {
    const part = (name: Part) => form.text(`/findings/${index}/${name}`);
    return {
      what: part('what'),
      severity: part('severity'),
      ground: part('ground'),
      sample: part('sample'),
      action: part('action'),
      owner: part('owner'),
      dueOn: part('dueOn'),
    };
  });
}

/** The rows in which something was typed. */
export function saidFindings(findings: readonly TypedFinding[]): TypedFinding[] {
  return findings.filter(({ what, action, owner }) => [what, action, owner].some((part) => part !== ''));
}

/** Findings, row by row, and a button for another. */
export function FindingRows({ findings, faults }: { findings: readonly TypedFinding[]; faults: Faults }) {
  return (
    <>
      {findings.map((finding, index) => (
        <FindingRow key={index} finding={finding} index={index} faults={faults} />
      ))}
      <button class="button-quiet" name="step" value="more">
        Another finding
      </button>
    </>
  );
}

function FindingRow({ finding, index, faults }: { finding: TypedFinding; index: number; faults: Faults }) {
  const field = (part: Part) => {
    const name = `/findings/${index}/${part}`;
    return { name, value: finding[part], fault: faults.get(name) };
  };
  return (
    <fieldset class="condition">
      <legend>Finding {index + 1}</legend>
      <input type="hidden" name="finding" value={index} />
      <TextArea {...field('what')} label="What is not as it was approved" rows={3} />
      <div class="row">
        <Select
          {...field('severity')}
          label="How severe it is"
          options={severities.map((value) => ({ value, label: severityWords[value] }))}
        />
        <Select
          {...field('ground')}
          label="What it rests on"
          options={findingGrounds.map((value) => ({ value, label: groundWords[value] }))}
        />
        <TextField
          {...field('sample')}
          label="Number in the sample"
          hint="If it rests on a use of it"
          type="number"
          small
          optional
        />
      </div>
      <TextArea {...field('action')} label="What is done about it" rows={2} />
      <div class="row">
        <TextField {...field('owner')} label="By whom" hint="Their user name" />
        <TextField {...field('dueOn')} label="By when" hint="A day" type="date" />
      </div>
    </fieldset>
  );
}
