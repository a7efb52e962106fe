import type { RiskScore } from '../../../domain/risk-policy.ts';
import { idOf, type Option, Select } from '../components/form.tsx';
import type { Form } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { levelMeanings, levelWords } from './risk-words.ts';

type Measure = 'likelihood' | 'impact';
const measures: [measure: Measure, label: string][] = [
  ['likelihood', 'How likely'],
  ['impact', 'How bad'],
];

/** The inherent and the residual score, each level with what is meant by it. */
export function ScoreFields(typed: { form: Form; refused: Refused }) {
  return (
    <>
      <Score
        {...typed}
        name="/inherent"
        legend="Without controls (inherent)"
        hint="As if nothing were in place against it."
        unsaid="Choose one"
      />
      <Score
        {...typed}
        name="/residual"
        legend="With controls (residual)"
        hint="As it is with what is in place: never more than without."
        unsaid="As without controls"
      />
    </>
  );
}

function Score({
  form,
  refused: { faults },
  name,
  legend,
  hint,
  unsaid,
}: {
  form: Form;
  refused: Refused;
  name: string;
  legend: string;
  hint: string;
  unsaid: string;
}) {
  return (
    <fieldset class="field" id={idOf(name)} aria-describedby={`${idOf(name)}-hint`}>
      <legend>{legend}</legend>
      <p class="hint" id={`${idOf(name)}-hint`}>
        {hint}
      </p>
      {faults.has(name) && <p class="fault">{faults.get(name)}</p>}
      {measures.map(([measure, label]) => (
        <Select
          key={measure}
          name={`${name}/${measure}`}
          label={label}
          value={form.text(`${name}/${measure}`)}
          fault={faults.get(`${name}/${measure}`)}
          options={[{ value: '', label: unsaid }, ...levelOptions(measure)]}
        />
      ))}
    </fieldset>
  );
}

function levelOptions(measure: Measure): Option[] {
  return levelWords[measure].map((word, index) => ({
    value: String(index + 1),
    label: `${index + 1} ${word}: ${levelMeanings[measure][index] ?? ''}`,
  }));
}

export function scoreFieldsOf(
  scores: Record<'inherent' | 'residual', RiskScore>,
): [name: string, value: string][] {
  return (['inherent', 'residual'] as const).flatMap((score) =>
    measures.map(([measure]): [string, string] => [`/${score}/${measure}`, String(scores[score][measure])]),
  );
}

/** What was typed, as the API takes it. What is no level becomes NaN, and the API's schema says so. */
export function scoresIn(form: Form): Record<'inherent' | 'residual', Record<Measure, number>> {
  const level = (name: string) => (form.text(name) === '' ? NaN : Number(form.text(name)));
  const inherent = { likelihood: level('/inherent/likelihood'), impact: level('/inherent/impact') };
  const residual = {
    likelihood:
      form.text('/residual/likelihood') === '' ? inherent.likelihood : level('/residual/likelihood'),
    impact: form.text('/residual/impact') === '' ? inherent.impact : level('/residual/impact'),
  };
  return { inherent, residual };
}
