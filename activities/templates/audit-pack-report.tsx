import { render } from 'preact-render-to-string';
import type { PackPlan } from '../../db/audit-pack-file.ts';
import type { AuditPack } from '../../domain/audit-pack.ts';
import { frameworks } from '../../domain/control.ts';
import { pagePathOf } from '../../domain/topic.ts';
import type { PackedControl, PackedControls, PackedStatement } from '../audit-pack-controls.ts';
import { reportStyle } from './audit-pack-style.ts';

/** A register with its first records, and how many there are. */
export interface ReportedRegister {
  name: string;
  title: string;
  columns: readonly string[];
  rows: Record<string, unknown>[];
  total: number;
}

export interface Report {
  id: string;
  pack: AuditPack;
  plan: PackPlan;
  publicUrl: string;
  controls: PackedControls;
  registers: ReportedRegister[];
  /** By name. */
  systems: string[] | 'all';
}

/** So many records in which a statement does not hold are shown; controls.json has more. */
const mostFailing = 50;

/** The report of a pack as one file of HTML that runs nothing and loads nothing. */
export function renderReport(report: Report): string {
  return `<!doctype html>\n${render(<Document report={report} />)}\n`;
}

function Document({ report }: { report: Report }) {
  const { pack, controls, registers } = report;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
        />
        <title>{pack.title}</title>
        {/* Ours, and without a character that HTML would read otherwise. */}
        <style dangerouslySetInnerHTML={{ __html: reportStyle }} />
      </head>
      <body>
        <main>
          <Front report={report} />
          <section>
            <h2>Controls at a glance</h2>
            <p>
              As the records showed it at {legible(controls.at)}, for the whole organisation. Nothing is met
              because somebody said so, and nothing is met where there is no record that could fail.
            </p>
            <Glance controls={controls.items} />
          </section>
          {controls.items.map((control) => (
            <ControlSection key={control.id} control={control} publicUrl={report.publicUrl} />
          ))}
          {registers.map((register) => (
            <RegisterSection key={register.name} register={register} />
          ))}
        </main>
      </body>
    </html>
  );
}

function Front({ report: { id, pack, plan, systems } }: { report: Report }) {
  const facts: [string, string][] = [
    ['Period', `${pack.scope.from} to ${pack.scope.until}`],
    ['AI systems', systems === 'all' ? 'all' : systems.join(', ')],
    ['Asked for', legible(pack.askedAt)],
    ['Made', legible(plan.at)],
    ['Events', plan.events.toLocaleString('en')],
    ['Covered by checkpoint', `${plan.lastCheckpoint}`],
    ['Audit pack', id],
  ];
  return (
    <header>
      <h1>{pack.title}</h1>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2>How to verify it</h2>
      <p>
        In the folder of this report run <code>node verify.mjs</code> (Node.js 20 or later; it needs nothing
        else and no network), or <code>node verify.mjs pack.zip</code> on the file as it was downloaded. It
        holds every file against the signed manifest, every event against the one before it in its stream, all
        of them against the signed Merkle roots of the register, and every record against its events; and it
        names the first thing that does not hold. Compare the fingerprint of the key that it prints with the
        one that the organisation gives you another way.
      </p>
    </header>
  );
}

function Glance({ controls }: { controls: PackedControl[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Control</th>
          <th scope="col">Title</th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {controls.map(({ id, title, status }) => (
          <tr key={id}>
            <th scope="row">
              <a href={`#${anchorOf(id)}`}>{id}</a>
            </th>
            <td>{title}</td>
            <td>
              <Status status={status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ControlSection({ control, publicUrl }: { control: PackedControl; publicUrl: string }) {
  const { id, framework, title, status, statements } = control;
  return (
    <section id={anchorOf(id)} class="control">
      <h2>
        {id} {title}
      </h2>
      <p>
        {frameworks[framework].title} · <Status status={status} />
      </p>
      {statements.map((statement) => (
        <Statement key={statement.id} statement={statement} publicUrl={publicUrl} />
      ))}
    </section>
  );
}

function Statement({ statement, publicUrl }: { statement: PackedStatement; publicUrl: string }) {
  const { text, status, population, failing, also, records, justification } = statement;
  const places = also.map(({ framework, place }) => `${frameworks[framework].title}, ${place}`);
  return (
    <div class="statement">
      <h3>{text}</h3>
      <p>
        <Status status={status} /> · {(population - failing).toLocaleString('en')} of{' '}
        {population.toLocaleString('en')} {population === 1 ? 'record shows' : 'records show'} it
        {places.length > 0 && <small> · also {places.join('; ')}</small>}
      </p>
      {justification !== null && <p>It does not apply: {justification}</p>}
      {records.length > 0 && (
        <ul>
          {records.slice(0, mostFailing).map(({ stream, title }) => (
            <li key={`${stream} ${title}`}>
              <a href={`${publicUrl}${pagePathOf(stream)}`}>{title === '' ? stream : title}</a>{' '}
              <small>{stream}</small>
            </li>
          ))}
        </ul>
      )}
      {failing > Math.min(records.length, mostFailing) && (
        <p>
          <small>Others are in controls.json, or outside of the scope of this pack.</small>
        </p>
      )}
    </div>
  );
}

function RegisterSection({
  register: { name, title, columns, rows, total },
}: {
  register: ReportedRegister;
}) {
  return (
    <section>
      <h2>{title}</h2>
      <p>
        {total.toLocaleString('en')} {total === 1 ? 'record' : 'records'}
        {total > rows.length && `, of which the first ${rows.length} are here`}; all of it in{' '}
        <code>records/{name}.csv</code> and <code>records/{name}.jsonl</code>.
      </p>
      {rows.length > 0 && (
        <div class="wide" tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {inWords(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  {columns.map((column) => (
                    <td key={column}>{cellOf(row[column])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

const marks: Record<string, string> = { met: '✓', partly_met: '◐', gap: '✗' };

function Status({ status }: { status: string }) {
  return (
    <strong class={`status ${status}`}>
      <span aria-hidden="true">{marks[status] ?? '–'}</span> {status.replaceAll('_', ' ')}
    </strong>
  );
}

/** "dataClasses" reads "Data classes". */
function inWords(column: string): string {
  const words = column.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Longer cells are cut: the table has them whole. */
const longestCell = 300;

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(cellOf).join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return legible(text);
  return text.length > longestCell ? `${text.slice(0, longestCell)} …` : text;
}

function legible(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

function anchorOf(id: string): string {
  return `control-${id.toLowerCase().replaceAll('.', '-')}`;
}
