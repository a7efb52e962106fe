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

/** The rows of conditions that a form was sent with. */
export function conditionsIn(form: Form): TypedCondition[] {
  return form.all('condition').map((_, index) => ({
    text: form.text(`/conditions/${index}/text`),
    owner: form.text(`/conditions/${index}/owner`),
    dueOn: form.text(`/conditions/${index}/dueOn`),
    ...courseIn(form, index),
  }));
}

function courseIn(form: Form, index: number): { course?: string } {
  const course = form.text(`/conditions/${index}/course`);
  return course === '' ? {} : { course };
}

/** The rows in which something was typed. */
export function saidConditions(conditions: readonly TypedCondition[]): TypedCondition[] {
  return conditions.filter(({ text, owner }) => text !== '' || owner !== '');
}

/** The conditions of an approval, row by row, and a button for another; with courses to ask for, where there are any. */
export function ConditionRows({
  conditions,
  faults,
  courses = [],
}: {
  conditions: TypedCondition[];
  faults: Faults;
  courses?: readonly Option[];
}) {
  return (
    <fieldset>
      <legend>Conditions</legend>
      {faults.has('/conditions') && <p class="fault">{faults.get('/conditions')}</p>}
      {conditions.map(({ text, owner, dueOn, course = '' }, index) => (
        <div key={index} class="condition">
          <input type="hidden" name="condition" value={index} />
          <TextArea
            name={`/conditions/${index}/text`}
            label={`Condition ${index + 1}: what must be done`}
            value={text}
            rows={2}
            fault={faults.get(`/conditions/${index}/text`)}
          />
          <div class="row">
            <TextField
              name={`/conditions/${index}/owner`}
              label="By whom"
              hint="Their user name"
              value={owner}
              fault={faults.get(`/conditions/${index}/owner`)}
            />
            <TextField
              name={`/conditions/${index}/dueOn`}
              label="By when"
              hint="A day"
              type="date"
              value={dueOn}
              fault={faults.get(`/conditions/${index}/dueOn`)}
            />
          </div>
          {courses.length > 0 && (
            <Select
              name={`/conditions/${index}/course`}
              label="Training before it is met"
              hint="Who does it, and everybody in the teams that will use the system, must have completed this course."
              value={course}
              options={[{ value: '', label: 'None' }, ...courses]}
              fault={faults.get(`/conditions/${index}/course`)}
            />
          )}
        </div>
      ))}
      <button class="button-quiet" name="step" value="more">
        Another condition
      </button>
    </fieldset>
  );
}
