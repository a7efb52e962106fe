import type { AnyRoute } from '../../route.ts';
import { FileField } from '../components/form.tsx';

/** A register into which a file can be put, and what the file holds. */
export interface ImportedRegister {
  /** The path of its list. */
  register: '/risks' | '/vendors';
  noun: 'risk' | 'vendor';
  route: AnyRoute;
  columns: [names: string, meaning: string][];
  needed: string;
  idOf: (row: ImportedRow) => string | undefined;
  nameOf: (row: ImportedRow) => string | undefined;
}

/** A row of the API's report; which of these it has is the register's affair. */
export interface ImportedRow {
  row: number;
  outcome: string;
  risk?: string;
  vendor?: string;
  title?: string;
  name?: string;
}

export function FileForm({
  register,
  to,
  button,
  fault,
}: {
  register: ImportedRegister;
  to: 'check' | 'file';
  button: string;
  fault?: string | undefined;
}) {
  return (
    <form
      method="post"
      action={`${register.register}/import/${to}`}
      enctype="multipart/form-data"
      class="form"
    >
      <FileField
        name="file"
        label="File"
        accept=".csv,text/csv"
        hint="CSV in UTF-8 with a header, at most 5,000 rows."
        fault={fault}
      />
      <p class="buttons">
        <button>{button}</button>
        <a href={register.register}>Leave it</a>
      </p>
    </form>
  );
}
