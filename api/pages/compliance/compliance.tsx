import type { z } from 'zod';
import type { ControlStanding, StatementStanding } from '../../../db/control-standing.ts';
import { overseers } from '../../people-shown.ts';
import { listControls, readControlHistory } from '../../routes/control.ts';
import { runDuty } from '../../routes/duty.ts';
import type { controlDay } from '../../schemas/control.ts';
import { Chart } from '../components/chart.tsx';
import { PersonLabel, Section } from '../components/document.tsx';
import { counted, Due, Time } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';
import { ControlStatusMark, inWords, placeInWords } from './control-marks.tsx';

type ControlDay = z.output<typeof controlDay>;

/** Days of which the trend is drawn. */
const shownDays = 60;

/** How every control stands, as the records show it at this moment: nothing is met because somebody said so. */
export const complianceCenter = page({
  method: 'get',
  path: '/compliance',
  access: [...overseers],
  handle: async ({ viewer, perform }) => {
    const [{ body: standing }, { body: history }] = await Promise.all([
      perform(listControls, {}),
      perform(readControlHistory, {}),
    ]);
    const { at, items } = standing as { at: string; items: ControlStanding[] };
    const statements = items.flatMap((control) => control.statements);
    const gaps = statements.filter(({ gap }) => gap !== null).length;
    return {
      title: 'Compliance',
      main: (
        <>
          <div class="page-head">
            <h1>Compliance</h1>
            <p class="lead">
              What the records of the last twelve months show of each control of ISO/IEC 42001 that the use of
              AI touches. Nothing is met because somebody said so.
            </p>
            <p class="line">
              <span class="quiet">
                As of <Time at={at} zone={viewer.timeZone} />
              </span>
              <a href="/gaps">{counted(gaps, 'open gap')}</a>
              <a href="/statement-of-applicability">Statement of applicability</a>
              <a href="/audit-engagements">Audits by people from outside</a>
            </p>
          </div>
          <div class="stack">
            <Trend days={(history as { items: ControlDay[] }).items} viewer={viewer} />
            {items.map((control) => (
              <ControlSection
                key={control.id}
                control={control}
                others={statements.filter(({ id }) => control.shownBy.includes(id))}
                now={at}
                viewer={viewer}
              />
            ))}
          </div>
        </>
      ),
    };
  },
});

/** Looks at everything again at once: gaps are opened of what fails, and today's status is put down. */
export const evaluateNow = page({
  method: 'post',
  path: '/compliance/evaluation',
  access: ['compliance_manager'],
  handle: async ({ perform }) => {
    const reason = 'Looked at again on the page of controls.';
    await perform(runDuty, { params: { id: 'control-evaluation' }, body: { reason } });
    return { redirect: '/compliance' };
  },
});

function Trend({ days, viewer }: { days: ControlDay[]; viewer: Viewer }) {
  const shown = days.slice(-shownDays);
  const [first, last] = [shown[0], shown.at(-1)];
  return (
    <Section
      title="Trend"
      aside={
        viewer.person.roles.includes('compliance_manager') && (
          <form method="post" action="/compliance/evaluation">
            <button class="button-quiet">Look again now</button>
          </form>
        )
      }
    >
      {first === undefined || last === undefined ? (
        <p class="quiet">All statements are looked at once a day; the first time is still to come.</p>
      ) : (
        <Chart
          title="Statements that are met"
          series={{
            unit: 'met',
            as: 'line',
            limits: [],
            values: shown.map(({ statuses }) => statuses.met ?? 0),
          }}
          days={`${first.day} to ${last.day}, a point for each day on which all were looked at.`}
        />
      )}
    </Section>
  );
}

function ControlSection({
  control: { id, title, status, owner, statements },
  others,
  now,
  viewer,
}: {
  control: ControlStanding;
  others: StatementStanding[];
  now: string;
  viewer: Viewer;
}) {
  return (
    <Section title={`${id} ${title}`} aside={<ControlStatusMark status={status} />}>
      {owner !== null && (
        <p class="quiet">
          Owner: <PersonLabel person={owner} />
        </p>
      )}
      <ul class="list">
        {statements.map((statement) => (
          <StatementRow key={statement.id} statement={statement} now={now} viewer={viewer} />
        ))}
        {others.map((other) => (
          <li key={other.id}>
            <p class="list-title">
              <a href={`/compliance/${other.id}`}>{other.text}</a>
            </p>
            <p class="list-side">
              <ControlStatusMark status={other.status} />
            </p>
            <p class="list-more">
              <span>a statement of {other.control}, which shows this too</span>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function StatementRow({
  statement: { id, text, status, population, failing, also, justification, gap },
  now,
  viewer,
}: {
  statement: StatementStanding;
  now: string;
  viewer: Viewer;
}) {
  return (
    <li>
      <p class="list-title">
        <a href={`/compliance/${id}`}>{text}</a>
      </p>
      <p class="list-side">
        <ControlStatusMark status={status} />
      </p>
      <p class="list-more">
        {justification === null && population > 0 && <span>{inWords({ population, failing })}</span>}
        {justification !== null && <span>{justification}</span>}
        {gap !== null && (
          <span>
            <a href={`/gaps/${gap.id}`}>Gap</a>
            {gap.owner === null ? ' of nobody yet, ' : <> of {gap.owner.name}, </>}
            <Due at={gap.dueAt} now={now} zone={viewer.timeZone} />
          </span>
        )}
        {also.length > 0 && <span>also {also.map(placeInWords).join(', ')}</span>}
      </p>
    </li>
  );
}
