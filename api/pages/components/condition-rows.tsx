import type { Form } from '../page.ts';
import { type Faults, type Option, Select, TextArea, TextField } from './form.tsx';

/** A condition of an approval as it is typed. */
export interface TypedCondition {
  text: string;
  owner: string;
  dueOn: string;
  /** The id of a course that it asks for. */
  course?: string;
}

export const emptyCondition: Readonly<TypedCondition> = { text: '', owner: '', dueOn: '' };

/** Conditions of an approval, or the actions that follow from a management review: the same in another word. */
export type ConditionNoun = 'condition' | 'action';

/** The rows of conditions that a form was sent with. */
export function conditionsIn(form: Form, noun: ConditionNoun = 'condition'): TypedCondition[] {
  return form.all(noun).map((_, index) => ({
    text: form.text(`/${noun}s/${index}/text`),
    owner: form.text(`/${noun}s/${index}/owner`),
    dueOn: form.text(`/${noun}s/${index}/dueOn`),
    ...courseIn(form, noun, index),
  }));
}

function courseIn(form: Form, noun: ConditionNoun, index: number): { course?: string } {
  const course = form.text(`/${noun}s/${index}/course`);
  return course === '' ? {} : { course };
}

/** The rows in which something was typed. */
export function saidConditions(conditions: readonly TypedCondition[]): TypedCondition[] {
  return conditions.filter(({ text, owner }) => text !== '' || owner !== '');
}

/** Conditions, row by row, and a button for another; with courses to ask for, where there are any. */
export function ConditionRows({
  conditions,
  faults,
  courses = [],
  noun = 'condition',
}: {
  conditions: TypedCondition[];
  faults: Faults;
  courses?: readonly Option[];
  noun?: ConditionNoun;
}) {
  const Noun = noun === 'condition' ? 'Condition' : 'Action';
  return (
    <fieldset>
      <legend>{Noun}s</legend>
      {faults.has(`/${noun}s`) && <p class="fault">{faults.get(`/${noun}s`)}</p>}
      {conditions.map(({ text, owner, dueOn, course = '' }, index) => (
        <div key={index} class="condition">
          <input type="hidden" name={noun} value={index} />
          <TextArea
            name={`/${noun}s/${index}/text`}
            label={`${Noun} ${index + 1}: what must be done`}
            value={text}
            rows={2}
            fault={faults.get(`/${noun}s/${index}/text`)}
          />
          <div class="row">
            <TextField
              name={`/${noun}s/${index}/owner`}
              label="By whom"
              hint="Their user name"
              value={owner}
              fault={faults.get(`/${noun}s/${index}/owner`)}
            />
            <TextField
              name={`/${noun}s/${index}/dueOn`}
              label="By when"
              hint="A day"
              type="date"
              value={dueOn}
              fault={faults.get(`/${noun}s/${index}/dueOn`)}
            />
          </div>
          {courses.length > 0 && (
            <Select
              name={`/${noun}s/${index}/course`}
              label="Training before it is met"
              hint="Who does it, and everybody in the teams that will use the system, must have completed this course."
              value={course}
              options={[{ value: '', label: 'None' }, ...courses]}
              fault={faults.get(`/${noun}s/${index}/course`)}
            />
          )}
        </div>
      ))}
      <button class="button-quiet" name="step" value="more">
        Another {noun}
      </button>
    </fieldset>
  );
}
