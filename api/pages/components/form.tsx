import type { ComponentChildren } from 'preact';
import type { FieldFault } from '../../problem.ts';

/** What every field of a form has in common. */
interface Common {
  name: string;
  label: string;
  hint?: string | undefined;
  /** What is wrong with it, said at the field and in the summary above the form. */
  fault?: string | undefined;
  optional?: boolean;
}

export function TextField({
  value,
  type = 'text',
  list,
  autocomplete = 'off',
  small = false,
  ...field
}: Common & {
  value: string;
  type?: 'text' | 'number' | 'date' | 'email' | 'url' | 'datetime-local' | 'search';
  list?: string;
  autocomplete?: string;
  small?: boolean;
}) {
  return (
    <Field {...field}>
      <input
        id={idOf(field.name)}
        name={field.name}
        type={type}
        value={value}
        list={list}
        class={small ? 'small' : undefined}
        step={type === 'number' ? 'any' : undefined}
        autocomplete={autocomplete}
        {...describedBy(field)}
      />
    </Field>
  );
}

export function TextArea({ value, rows = 4, ...field }: Common & { value: string; rows?: number }) {
  return (
    <Field {...field}>
      <textarea id={idOf(field.name)} name={field.name} rows={rows} {...describedBy(field)}>
        {value}
      </textarea>
    </Field>
  );
}

/** A file to be sent with a form of type multipart/form-data: a browser never fills it in again by itself. */
export function FileField({ accept, ...field }: Common & { accept?: string }) {
  return (
    <Field {...field}>
      <input id={idOf(field.name)} name={field.name} type="file" accept={accept} {...describedBy(field)} />
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

export function Select({ value, options, ...field }: Common & { value: string; options: Option[] }) {
  return (
    <Field {...field}>
      <select id={idOf(field.name)} name={field.name} {...describedBy(field)}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** One of a few, all of them to be seen. */
export function Choice({
  value,
  options,
  required = false,
  ...field
}: Common & { value: string; options: Option[]; required?: boolean }) {
  return <Options {...field} type="radio" options={options} chosen={[value]} required={required} />;
}

/** Any of a few. */
export function Choices({ values, options, ...field }: Common & { values: string[]; options: Option[] }) {
  return <Options {...field} type="checkbox" options={options} chosen={values} />;
}

function Options({
  type,
  options,
  chosen,
  required = false,
  ...field
}: Common & { type: 'radio' | 'checkbox'; options: Option[]; chosen: string[]; required?: boolean }) {
  return (
    <fieldset class="field" id={idOf(field.name)} {...describedBy(field)}>
      <legend>
        {field.label} {field.optional === true && <small>optional</small>}
      </legend>
      <Remarks {...field} />
      {options.map(({ value, label, hint }) => (
        <label key={value} class="option">
          <input
            type={type}
            name={field.name}
            value={value}
            checked={chosen.includes(value)}
            required={required}
          />
          <span>
            {label}
            {hint !== undefined && <small>{hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Field({ children, ...field }: Common & { children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={idOf(field.name)}>
        {field.label} {field.optional === true && <small>optional</small>}
      </label>
      <Remarks {...field} />
      {children}
    </div>
  );
}

function Remarks({ name, hint, fault }: Common) {
  return (
    <>
      {hint !== undefined && (
        <p class="hint" id={`${idOf(name)}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p class="fault" id={`${idOf(name)}-fault`}>
          <strong>Please mend:</strong> {fault}
        </p>
      )}
    </>
  );
}

function describedBy({ name, hint, fault }: Common) {
  const ids = [
    ...(hint === undefined ? [] : [`${idOf(name)}-hint`]),
    ...(fault === undefined ? [] : [`${idOf(name)}-fault`]),
  ];
  return {
    'aria-describedby': ids.length === 0 ? undefined : ids.join(' '),
    'aria-invalid': fault === undefined ? undefined : ('true' as const),
  };
}

/** Faults by the JSON Pointer of what they are about; a form's fields are named by these pointers. */
export type Faults = Map<string, string>;

export function faultsOf(errors: readonly FieldFault[]): Faults {
  return new Map(errors.map(({ pointer, detail }) => [pointer, detail]));
}

/** A fault in one item of a list is shown at the field that the list is typed into. */
export function atFields(faults: Faults): Faults {
  return new Map([...faults].map(([pointer, detail]) => [pointer.replace(/\/\d+$/, ''), detail]));
}

/** What is wrong with a form, above it, each fault a link to its field. */
export function FaultSummary({ message, faults }: { message: string | undefined; faults: Faults }) {
  if (message === undefined) return null;
  return (
    <div class="notice notice-bad" role="alert" id="faults">
      <p>{message}</p>
      {faults.size > 0 && (
        <ul>
          {[...faults].map(([name, detail]) => (
            <li key={name}>
              <a href={`#${idOf(name)}`}>{detail}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** An id for HTML from a field's name, which may be a JSON Pointer. */
export function idOf(name: string): string {
  return `field${name.replaceAll(/[^\w]+/g, '-')}`;
}
