import { nameKey } from '../../../db/name-key.ts';
import type { Touched } from '../../../db/risk-touch.ts';
import { vendorsByName } from '../../../db/vendor.ts';
import { riskCategories } from '../../../domain/risk-state.ts';
import { Problem } from '../../problem.ts';
import type { Services } from '../../services.ts';
import { Select, TextArea, TextField } from '../components/form.tsx';
import type { Form } from '../page.ts';
import type { Refused } from '../refused-form.ts';
import { riskCategoryWords } from './risk-words.ts';

/** What can be said of a risk, filled with `form`; the fields are named by the pointers into the API's body. */
export function DescriptionFields({ form, refused: { faults } }: { form: Form; refused: Refused }) {
  const field = (name: string) => ({ name, value: form.text(name), fault: faults.get(name) });
  return (
    <>
      <TextField {...field('/title')} label="Title" hint="What can happen, in a few words." />
      <Select
        {...field('/category')}
        label="Category"
        options={[
          { value: '', label: 'Choose one' },
          ...riskCategories.map((value) => ({ value, label: riskCategoryWords[value] })),
        ]}
      />
      <TextArea {...field('/cause')} label="Cause" hint="What it comes from." />
      <TextArea {...field('/consequence')} label="Consequence" hint="What it does, and to whom." />
      <TextField
        {...field('/owner')}
        label="Owner"
        hint="Whoever sees to it that it is treated. By user name."
      />
      <TextArea
        {...field('/systems')}
        label="AI systems that it touches"
        hint="One name on each line."
        rows={2}
        optional
      />
      <TextArea
        {...field('/vendors')}
        label="Vendors that it touches"
        hint="One name on each line, as in the register of vendors."
        rows={2}
        optional
      />
      <TextArea
        {...field('/requests')}
        label="Adoption requests that it touches"
        hint="The address of each, one on each line."
        rows={2}
        optional
      />
      <TextArea
        {...field('/controls')}
        label="Controls"
        hint="What is in place to reduce it, one on each line."
        rows={3}
        optional
      />
    </>
  );
}

/** The fields of a description, as they are filled. */
export interface DescriptionOnRecord {
  title: string;
  category: string;
  cause: string;
  consequence: string;
  owner: { userName: string };
  touches: readonly Touched[];
  controls: readonly string[];
}

export function fieldsOf(risk: DescriptionOnRecord): [name: string, value: string][] {
  const touched = (kind: Touched['kind'], line: (one: Touched) => string) =>
    risk.touches
      .filter((one) => one.kind === kind)
      .map(line)
      .join('\n');
  return [
    ['/title', risk.title],
    ['/category', risk.category],
    ['/cause', risk.cause],
    ['/consequence', risk.consequence],
    ['/owner', risk.owner.userName],
    ['/systems', touched('system', ({ name }) => name)],
    ['/vendors', touched('vendor', ({ name }) => name)],
    ['/requests', touched('adoption-request', ({ name, target }) => `${name}: ${target}`)],
    ['/controls', risk.controls.join('\n')],
  ];
}

/**
 * What was typed, as the API takes it: vendors by id, of those that the risk touches `already` also such as have left
 * the register. Throws a Problem for a vendor that nobody knows.
 */
export async function descriptionIn(
  form: Form,
  { db }: Services,
  already: readonly Touched[] = [],
): Promise<Record<string, unknown>> {
  const names = form.lines('/vendors');
  const known = await vendorsByName(db, names);
  const touched = new Map(
    already.filter(({ kind }) => kind === 'vendor').map(({ name, target }) => [nameKey(name), target]),
  );
  const ids = names.map((name) => touched.get(nameKey(name)) ?? known.get(nameKey(name)));
  const errors = ids.flatMap((id, index) =>
    id === undefined
      ? [{ pointer: `/vendors/${index}`, detail: `There is no vendor called ${names[index] ?? ''}.` }]
      : [],
  );
  if (errors.length > 0) throw new Problem('invalid', 'There is no such vendor.', { errors });
  return {
    title: form.text('/title'),
    category: form.text('/category'),
    cause: form.text('/cause'),
    consequence: form.text('/consequence'),
    owner: form.text('/owner'),
    systems: [...new Set(form.lines('/systems'))],
    vendors: [...new Set(ids)],
    requests: [...new Set(form.lines('/requests').map(idIn))],
    controls: form.lines('/controls'),
  };
}

/** The last id in a line, which may be an address or begin with a title; the line itself where it holds none. */
function idIn(line: string): string {
  const ids = line.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi) ?? [];
  return ids.at(-1)?.toLowerCase() ?? line;
}
