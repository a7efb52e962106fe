import type { AnyRoute } from '../../route.ts';
import { FileField } from '../components/form.tsx';

/** A register into which a file can be put, and what the file holds. */
export interface ImportedRegister {
  /** The path of its list. */
  register: '/risks' | '/vendors' | '/training';
  noun: 'risk' | 'vendor' | 'completion';
  /** The most rows of a file, in figures. */
  mostRows: string;
  /** Whether what the register exports can be put in again. */
  isExported: boolean;
  route: AnyRoute;
  columns: [names: string, meaning: string][];
  needed: string;
  /** Where what has come of a row is read. */
  pathOf: (row: ImportedRow) => string;
  nameOf: (row: ImportedRow) => string | undefined;
}

/** A row of the API's report; which of these it has is the register's affair. */
export interface ImportedRow {
  row: number;
  outcome: string;
  risk?: string;
  vendor?: string;
  completion?: string;
  title?: string;
  name?: string;
  userName?: string;
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
        hint={`CSV in UTF-8 with a header, at most ${register.mostRows} rows.`}
        fault={fault}
      />
      <p class="buttons">
        <button>{button}</button>
        <a href={register.register}>Leave it</a>
      </p>
    </form>
  );
}
