import type { Problem } from '../../problem.ts';
import { Notice } from '../components/document.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted } from '../components/time.tsx';
import type { View } from '../page.ts';
import { FileForm, type ImportedRegister, type ImportedRow } from './import-form.tsx';

const mostShown = 200;
/** Bytes in which a form still takes the text of a file with it; the server takes a megabyte. */
const mostCarried = 900_000;

/** What is wrong with a file, row by row; nothing of it was imported. */
export function refusedView(register: ImportedRegister, { message, errors, extensions }: Problem): View {
  const faults = errors.map(({ pointer, detail }) => {
    const [, , row = '', column = ''] = pointer.split('/');
    return { row, column, detail };
  });
  const more = (typeof extensions['faults'] === 'number' ? extensions['faults'] : 0) - faults.length;
  return {
    title: 'The file cannot be imported',
    status: 422,
    main: (
      <>
        <div class="page-head">
          <h1>The file cannot be imported as it is</h1>
          <p class="lead">{message}</p>
        </div>
        <TableFrame label="What is wrong with which row">
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Column</th>
              <th scope="col">What is wrong</th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ row, column, detail }, index) => (
              <tr key={index}>
                <th scope="row">{row}</th>
                <td>{column === '' ? 'the row' : column}</td>
                <td>{detail}</td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
        {more > 0 && <p class="hint">… and {counted(more, 'more fault')}.</p>}
        <div class="more">
          <FileForm register={register} to="check" button="Check the mended file …" />
        </div>
      </>
    ),
  };
}

/** What would become of each row, and the form that puts them in. */
export function checkedView(register: ImportedRegister, rows: readonly ImportedRow[], text: string): View {
  const many = counted(rows.length, register.noun);
  const carried = encodeURIComponent(text).length <= mostCarried;
  const button = `Import ${many}`;
  return {
    title: `Import ${many}?`,
    main: (
      <>
        <div class="page-head">
          <h1>{rows.length === 0 ? 'There is nothing in this file' : `Import ${many}?`}</h1>
          <p class="lead">
            {rows.length === 0 ? 'It has a header and no rows.' : 'Nothing has been imported yet.'}
          </p>
        </div>
        {rows.length > 0 && (
          <>
            <Rows register={register} rows={rows} outcome={() => 'would come into the register'} />
            <div class="more">
              {carried ? (
                <form method="post" action={`${register.register}/import`}>
                  <input type="hidden" name="text" value={text} />
                  <p class="buttons">
                    <button>{button}</button>
                    <a href={`${register.register}/import`}>Choose another file</a>
                  </p>
                </form>
              ) : (
                <>
                  <p>The file is too long to be kept until now: choose it again.</p>
                  <FileForm register={register} to="file" button={button} />
                </>
              )}
            </div>
          </>
        )}
        {rows.length === 0 && <FileForm register={register} to="check" button="Check another file …" />}
      </>
    ),
  };
}

/** What has become of each row. */
export function importedView(register: ImportedRegister, rows: readonly ImportedRow[]): View {
  const many = counted(rows.length, register.noun);
  return {
    title: `${many} imported`,
    main: (
      <>
        <div class="page-head">
          <h1>{many} imported</h1>
          <p>
            <a href={register.register}>To the register</a>
          </p>
        </div>
        {rows.some(isUnderWay) && (
          <Notice>What is under way is kept safely, and in the register soon.</Notice>
        )}
        <Rows
          register={register}
          rows={rows}
          outcome={(row) => (isUnderWay(row) ? 'under way' : 'in the register')}
          linked
        />
      </>
    ),
  };
}

function isUnderWay({ outcome }: ImportedRow): boolean {
  return outcome === 'accepted';
}

const headings = { risk: 'Risk', vendor: 'Vendor', completion: 'Whose' } as const;

function Rows({
  register: { noun, pathOf, nameOf },
  rows,
  outcome,
  linked = false,
}: {
  register: ImportedRegister;
  rows: readonly ImportedRow[];
  outcome: (row: ImportedRow) => string;
  linked?: boolean;
}) {
  return (
    <>
      <TableFrame label="What becomes of each row">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">{headings[noun]}</th>
            <th scope="col">What becomes of it</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostShown).map((row) => (
            <tr key={row.row}>
              <th scope="row">{row.row}</th>
              <td>{linked ? <a href={pathOf(row)}>{nameOf(row)}</a> : nameOf(row)}</td>
              <td>{row.outcome === 'known' ? 'is on record already' : outcome(row)}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      {rows.length > mostShown && <p class="hint">… and {counted(rows.length - mostShown, 'more row')}.</p>}
    </>
  );
}
