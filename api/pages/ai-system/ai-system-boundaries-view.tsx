import { dataClasses } from '../../../domain/adoption-request-content.ts';
import type { AiSystem } from '../../../domain/ai-system-state.ts';
import { boundaryKinds } from '../../../domain/boundary.ts';
import { Section } from '../components/document.tsx';
import {
  Choices,
  type Faults,
  FaultSummary,
  idOf,
  Select,
  TextArea,
  TextField,
} from '../components/form.tsx';
import type { View } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { dataClassWords } from '../words.ts';
import { Boundaries } from './ai-system-parts.tsx';
import { boundaryKindWords } from './ai-system-words.ts';
import { numbersOf, type TypedBoundary } from './typed-boundaries.ts';

interface Editing {
  id: string;
  system: AiSystem;
  typed: TypedBoundary[];
  refused: Refused;
  /** Which boundaries were seen: what somebody else has set since is not set aside in silence. */
  seen: string;
}

/** Where boundaries are set, all of them, row by row. */
export function boundariesView({ id, system, typed, refused, seen }: Editing): View {
  const title = `Boundaries of ${system.name}`;
  const faults = inWords(refused.faults);
  return {
    title,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">
            What its use must stay within, looked at as it is used. What breaks one goes to a trained
            reviewer.
          </p>
          <p>
            <a href={`/ai-systems/${id}`}>Back to {system.name}</a>
          </p>
        </div>
        {refused.status === 412 && (
          <Section title="As they are set now" id="meanwhile">
            <Boundaries system={system} />
          </Section>
        )}
        <form
          method="post"
          action={`/ai-systems/${id}/boundaries`}
          class={refused.status === 412 ? 'form more' : 'form'}
        >
          <button class="unseen" name="step" value="set" tabIndex={-1} aria-hidden="true">
            Set the boundaries
          </button>
          <FaultSummary message={refused.message} faults={faults} />
          {refused.status === 412 && (
            <p class="notice notice-attention">
              What you typed is below; setting it now takes the place of what is above.
            </p>
          )}
          <input type="hidden" name="seen" value={seen} />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          {typed.map((boundary, row) => (
            <BoundaryRow key={row} boundary={boundary} row={row} currency={system.currency} faults={faults} />
          ))}
          {typed.length === 0 && <p class="quiet">There are none.</p>}
          <div class="question">
            <Select
              name="kind"
              label="Another boundary"
              value="metric"
              options={boundaryKinds.map((value) => ({ value, label: boundaryKindWords[value] }))}
            />
            <p>
              <button class="button-quiet" name="step" value="more">
                Add it
              </button>
            </p>
          </div>
          <p class="buttons">
            <button name="step" value="set">
              Set the boundaries
            </button>
            <a href={`/ai-systems/${id}`}>Back, nothing is set yet</a>
          </p>
        </form>
      </>
    ),
  };
}

/** What is at fault, said to whoever has to mend it. */
function inWords(faults: Faults): Faults {
  return new Map(
    [...faults].map(([pointer, detail]) => [
      pointer.replace(/^(\/boundaries\/\d+\/dataClasses)\/\d+$/, '$1'),
      /expected (number|int)/.test(detail) ? 'must be a number, such as 0.7' : detail,
    ]),
  );
}

const numberLabels: Record<string, { label: string; hint: string }> = {
  least: { label: 'At least', hint: 'Empty is no limit.' },
  most: { label: 'At most', hint: 'Empty is no limit.' },
  baseline: { label: 'What it was', hint: 'When the system was approved.' },
  tolerance: { label: 'May differ by', hint: 'Up or down.' },
  windowMinutes: { label: 'Over minutes', hint: '1440 are a day.' },
  minSamples: { label: 'Samples needed', hint: 'Fewer say nothing yet.' },
};

function BoundaryRow({
  boundary: { kind, fields, dataClasses: chosen },
  row,
  currency,
  faults,
}: {
  boundary: TypedBoundary;
  row: number;
  currency: string;
  faults: Faults;
}) {
  const at = (field: string) => {
    const name = `/boundaries/${row}/${field}`;
    return { name, fault: faults.get(name), value: fields[field] ?? '' };
  };
  const whole = faults.get(`/boundaries/${row}`);
  const what = `${boundaryKindWords[kind]}${kind === 'cost' ? ` in ${currency}` : ''}`;
  return (
    <fieldset class="question" id={idOf(`/boundaries/${row}`)}>
      <legend>
        Boundary {row + 1}: {what}
      </legend>
      {whole !== undefined && <p class="fault">{whole}</p>}
      <input type="hidden" name="boundary" value={row} />
      <input type="hidden" name={`/boundaries/${row}/kind`} value={kind} />
      <TextArea {...at('statement')} label="What it says" rows={2} />
      {(kind === 'metric' || kind === 'drift') && (
        <TextField {...at('metric')} label="Metric" hint="As sources of usage name it: answer_quality" />
      )}
      {kind === 'data_class' && (
        <Choices
          name={at('dataClasses').name}
          fault={at('dataClasses').fault}
          label="Forbidden data"
          values={chosen}
          options={dataClasses.map((value) => ({ value, label: dataClassWords[value] }))}
        />
      )}
      {numbersOf[kind].length > 0 && (
        <div class="row">
          {numbersOf[kind].map((name) => (
            <TextField
              key={name}
              {...at(name)}
              label={numberLabels[name]?.label ?? name}
              hint={name === 'most' && kind !== 'metric' ? undefined : numberLabels[name]?.hint}
              type="number"
            />
          ))}
        </div>
      )}
      <TextField
        {...at('id')}
        label="Name"
        optional
        hint="Words in small letters with hyphens. It stays while the boundary is changed."
      />
      <p>
        <button class="link" name="step" value={`without-${row}`}>
          Take out boundary {row + 1}
        </button>
      </p>
    </fieldset>
  );
}
