import { type ControlStatus, frameworks, type Reference } from '../../../domain/control.ts';
import type { ControlStanding, StatementStanding } from '../../control-standing.ts';
import { overseers } from '../../people-shown.ts';
import { listControls } from '../../routes/control.ts';
import { Section } from '../components/document.tsx';
import { Mark, type Shape, type Tone } from '../components/mark.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';

const marks: Record<ControlStatus, [Shape, Tone, string]> = {
  met: ['tick', 'good', 'Met'],
  partly_met: ['clock', 'waiting', 'Partly met'],
  gap: ['cross', 'bad', 'Gap'],
  nothing_to_check: ['dash', 'quiet', 'Nothing to check yet'],
};

export function ControlStatusMark({ status }: { status: ControlStatus }) {
  const [shape, tone, words] = marks[status];
  return (
    <Mark shape={shape} tone={tone}>
      {words}
    </Mark>
  );
}

/** How every control stands, as the records show it at this moment: nothing is met because somebody said so. */
export const complianceCenter = page({
  method: 'get',
  path: '/compliance',
  access: [...overseers],
  handle: async ({ viewer, perform }) => {
    const { body } = await perform(listControls, {});
    const { at, items } = body as { at: string; items: ControlStanding[] };
    return {
      title: 'Compliance',
      main: (
        <>
          <div class="page-head">
            <h1>Compliance</h1>
            <p class="lead">
              What the records show of each control of ISO/IEC 42001 that the use of AI touches. Nothing is
              met because somebody said so.
            </p>
            <p>
              <a href="/audit-engagements">Audits by people from outside</a>
            </p>
            <p class="quiet">
              As of <Time at={at} zone={viewer.timeZone} />
            </p>
          </div>
          <div class="stack">
            {items.map((control) => (
              <ControlSection key={control.id} control={control} />
            ))}
          </div>
        </>
      ),
    };
  },
});

function ControlSection({ control: { id, title, status, statements } }: { control: ControlStanding }) {
  return (
    <Section title={`${id} ${title}`} aside={<ControlStatusMark status={status} />}>
      <ul class="list">
        {statements.map((statement) => (
          <StatementRow key={statement.id} statement={statement} />
        ))}
      </ul>
    </Section>
  );
}

function StatementRow({
  statement: { id, text, status, population, failing, also },
}: {
  statement: StatementStanding;
}) {
  return (
    <li>
      <p class="list-title">{failing > 0 ? <a href={`/compliance/${id}`}>{text}</a> : text}</p>
      <p class="list-side">
        <ControlStatusMark status={status} />
      </p>
      <p class="list-more">
        {population > 0 && <span>{inWords(population, failing)}</span>}
        {also.length > 0 && <span>also {also.map(placeInWords).join(', ')}</span>}
      </p>
    </li>
  );
}

export function inWords(population: number, failing: number): string {
  const of = population.toLocaleString('en');
  return `${(population - failing).toLocaleString('en')} of ${of} ${population === 1 ? 'record shows' : 'records show'} it`;
}

function placeInWords({ framework, place }: Reference): string {
  return framework === 'iso42001'
    ? place
    : `${frameworks[framework].title.replace(/^.*\((.*)\)$/, '$1')} ${place}`;
}
