import { isUtf8 } from 'node:buffer';
import { Problem } from '../../problem.ts';
import type { AnyRoute } from '../../route.ts';
import type { UploadedFile } from '../../upload.ts';
import { Facts, Section } from '../components/document.tsx';
import { FaultSummary } from '../components/form.tsx';
import { page, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused } from '../refused-form.ts';
import { FileForm, type ImportedRegister, type ImportedRow } from './import-form.tsx';
import { checkedView, importedView, refusedView } from './import-report.tsx';

const access: ['compliance_manager'] = ['compliance_manager'];

/** The pages by which a file is put into a register: choose it, see what would become of each row, put them in. */
export function importPages(register: ImportedRegister) {
  const path = `${register.register}/import`;
  const put = async (perform: Perform, text: string): Promise<PageReply> => {
    const rows = await reported(perform, register.route, text, 'false');
    return 'faults' in rows ? refusedView(register, rows.faults) : importedView(register, rows);
  };
  return {
    start: page({ method: 'get', path, access, handle: () => Promise.resolve(fileView(register)) }),
    /** Nothing is imported by it. */
    check: page({
      method: 'post',
      path: `${path}/check`,
      access,
      takesFile: true,
      handle: async ({ file, perform }) => {
        const text = textOf(file);
        if (typeof text !== 'string') return fileView(register, text);
        const rows = await reported(perform, register.route, text, 'true');
        return 'faults' in rows ? refusedView(register, rows.faults) : checkedView(register, rows, text);
      },
    }),
    /** The text of the file that was checked. */
    putIn: page({
      method: 'post',
      path,
      access,
      handle: ({ form, perform }) => put(perform, form.text('text')),
    }),
    /** The file itself, where its text is too long to come back with a form. */
    putInFile: page({
      method: 'post',
      path: `${path}/file`,
      access,
      takesFile: true,
      handle: ({ file, perform }) => {
        const text = textOf(file);
        return typeof text === 'string' ? put(perform, text) : Promise.resolve(fileView(register, text));
      },
    }),
  };
}

type Perform = Parameters<Parameters<typeof page>[0]['handle']>[0]['perform'];

/** What became, or would become, of each row; or the Problem that says what is wrong with which. */
async function reported(
  perform: Perform,
  route: AnyRoute,
  text: string,
  dryRun: 'true' | 'false',
): Promise<ImportedRow[] | { faults: Problem }> {
  try {
    const { body } = await perform(route, { query: { dryRun }, body: text });
    return (body as { rows: ImportedRow[] }).rows;
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') return { faults: error };
    throw error;
  }
}

function textOf(file: UploadedFile | undefined): string | Refused {
  const refused = (detail: string) => ({ message: detail, faults: new Map([['file', detail]]), status: 422 });
  if (file === undefined) return refused('Choose a file.');
  // Whatever else it may be in, names would be in the register with wrong letters.
  if (!isUtf8(file.content)) return refused('This file is not in UTF-8. Save it as “CSV UTF-8”.');
  return file.content.toString('utf8');
}

function fileView(register: ImportedRegister, { message, faults, status }: Refused = notRefused): View {
  const title = `Import ${register.noun}s`;
  return {
    title,
    status,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">
            From a file, every row or none of them. You see what would become of each row before anything is
            imported.
          </p>
        </div>
        <FaultSummary message={message} faults={faults} />
        <div class="stack">
          <FileForm register={register} to="check" button="Check the file …" fault={faults.get('file')} />
          <Section title="What the file holds">
            <Facts facts={register.columns} />
            <p class="hint">
              It needs the columns {register.needed}.
              {register.isExported &&
                ' What this register exports can be imported: its other columns are passed over.'}
            </p>
          </Section>
        </div>
      </>
    ),
  };
}
