import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { Problem } from '../../problem.ts';
import { importUsage } from '../../routes/usage-import.ts';
import type { usageImportReport } from '../../schemas/usage-import.ts';
import { EmptyState, Facts, Notice, Section } from '../components/document.tsx';
import { FaultSummary, FileField } from '../components/form.tsx';
import { TableFrame } from '../components/table.tsx';
import { counted } from '../components/time.tsx';
import { page, type PageCall, type PageReply, type View } from '../page.ts';
import { notRefused, type Refused, refusalIn } from '../refused-form.ts';

const path = '/shadow-ai/import';
const access: ['compliance_manager'] = ['compliance_manager'];
type Report = z.output<typeof usageImportReport>;

export const chooseLog = page({ method: 'get', path, access, handle: () => Promise.resolve(fileView()) });

/** Nothing is put down by it. */
export const checkLog = page({
  method: 'post',
  path: `${path}/check`,
  access,
  takesFile: true,
  handle: (call) => lookedThrough(call, 'true'),
});

export const putLogDown = page({
  method: 'post',
  path,
  access,
  takesFile: true,
  handle: (call) => lookedThrough(call, 'false'),
});

async function lookedThrough(
  { file, perform }: PageCall<undefined, undefined>,
  dryRun: 'true' | 'false',
): Promise<PageReply> {
  if (file === undefined) return fileView(refusedFile('Choose a file.'));
  if (!isUtf8(file.content)) return fileView(refusedFile('This file is not in UTF-8.'));
  try {
    const { body } = await perform(importUsage, { query: { dryRun }, body: file.content.toString('utf8') });
    return reportView(body as Report);
  } catch (error) {
    if (error instanceof Problem && error.code === 'invalid') {
      return fileView(refusedFile(error.errors[0]?.detail ?? error.message));
    }
    return fileView(refusalIn(error));
  }
}

function refusedFile(detail: string): Refused {
  return { message: detail, faults: new Map([['file', detail]]), status: 422 };
}

function fileView(refused: Refused = notRefused): View {
  return {
    title: 'Look through a log',
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <h1>Look through a log</h1>
          <p class="lead">
            The log of a proxy, or of single sign-on, tells which AI services people use. Each that the
            register does not have becomes a finding. Rows of anything else are not kept.
          </p>
        </div>
        <FaultSummary message={refused.message} faults={refused.faults} />
        <div class="stack">
          <LogForm fault={refused.faults.get('file')} />
          <Section title="What the file holds">
            <Facts
              facts={[
                ['time', 'When; in UTC where it does not say otherwise. Also: timestamp, date, eventTime.'],
                ['person', 'A user name. Also: user, username, email, userPrincipalName.'],
                ['host', 'A host or an address. Also: hostname, domain, url, cs-host.'],
                ['application', 'Its name in the directory. Also: app, appDisplayName, service.'],
              ]}
            />
            <p class="hint">
              It needs time, and host or application. Other columns are passed over. The same rows in another
              file count once.
            </p>
          </Section>
        </div>
      </>
    ),
  };
}

function LogForm({ fault }: { fault?: string | undefined }) {
  return (
    <form method="post" action={path} enctype="multipart/form-data" class="form">
      <FileField
        name="file"
        label="File"
        accept=".csv,text/csv"
        hint="CSV in UTF-8 with a header, at most 100,000 rows."
        fault={fault}
      />
      <p class="buttons">
        <button>Put its uses down</button>
        <button class="button-quiet" formaction={`${path}/check`}>
          Only look
        </button>
        <a href="/shadow-ai">Leave it</a>
      </p>
    </form>
  );
}

function reportView(report: Report): View {
  const { dryRun, rows, uses, accepted, duplicate, refused, systems, faults } = report;
  const title = dryRun ? 'What the log tells' : 'The log is looked through';
  return {
    title,
    main: (
      <>
        <div class="page-head">
          <h1>{title}</h1>
          <p class="lead">
            {counted(uses, 'use')} of AI in {counted(rows, 'row')}.
          </p>
        </div>
        {dryRun ? (
          <Notice>Nothing has been put down.</Notice>
        ) : (
          <Notice tone="good">
            {counted(accepted, 'use')} put down; {duplicate} on record before; {refused} too old or from the
            future. Findings are on their way to <a href="/shadow-ai">the list</a>.
          </Notice>
        )}
        {systems.length === 0 ? (
          <EmptyState title="Nobody has used AI, as far as this log knows." />
        ) : (
          <Systems systems={systems} />
        )}
        {faults.length > 0 && <Faults faults={faults} />}
        {dryRun && <LogForm />}
      </>
    ),
  };
}

function Systems({ systems }: Pick<Report, 'systems'>) {
  return (
    <TableFrame label="Which AI the log tells of">
      <thead>
        <tr>
          <th scope="col">AI</th>
          <th scope="col">Uses</th>
          <th scope="col">People</th>
          <th scope="col">In the register</th>
        </tr>
      </thead>
      <tbody>
        {systems.map(({ name, system, uses, people }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{uses.toLocaleString('en')}</td>
            <td>{people.toLocaleString('en')}</td>
            <td>{system === null ? 'no' : <a href={`/ai-systems/${system}`}>yes</a>}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

function Faults({ faults }: Pick<Report, 'faults'>) {
  return (
    <Section title="Rows that cannot be read">
      <ul>
        {faults.slice(0, 20).map(({ row, column, detail }) => (
          <li key={`${row} ${column}`}>
            Row {row}
            {column !== '' && `, ${column}`}: {detail}
          </li>
        ))}
      </ul>
      {faults.length > 20 && <p class="hint">… and {counted(faults.length - 20, 'more')}.</p>}
    </Section>
  );
}
