import { z } from 'zod';
import { pagePathOf } from '../../../domain/topic.ts';
import type { ControlStanding, StatementStanding } from '../../../db/control-standing.ts';
import { overseers } from '../../people-shown.ts';
import { Problem } from '../../problem.ts';
import { listEvidenceOfStatement } from '../../routes/control-evidence.ts';
import { listControls, listFailingRecords, readStatementHistory } from '../../routes/control.ts';
import type { controlEvidence } from '../../schemas/control-evidence.ts';
import type { failingRecord, statementResult } from '../../schemas/control.ts';
import { cursor } from '../../schemas/text.ts';
import { Chart } from '../components/chart.tsx';
import { EmptyState, More, Notice, Prose, Section, withQuery } from '../components/document.tsx';
import { kindInWords, streamPath } from '../event-words.ts';
import { page, type PageCall, type View } from '../page.ts';
import { notRefused, type Refused } from '../refused-form.ts';
import { ControlStatusMark, inWords, placeInWords } from './control-marks.tsx';
import { StatementEvidence } from './statement-evidence.tsx';

const pageSize = '50';
export const params = z.object({ statement: z.string().max(100) });
type Call = PageCall<typeof params, undefined>;

/** One statement: what fails in it, what is filed for it, and how it stood. */
export const statementPage = page({
  method: 'get',
  path: '/compliance/{statement}',
  access: [...overseers],
  params,
  query: z.object({ cursor }),
  handle: (call) => statementView(call, call.query.cursor, notRefused),
});

export async function statementView(
  { params, form, viewer, perform }: Omit<Call, 'query'>,
  after: string | undefined,
  refused: Refused,
): Promise<View> {
  const { body: standing } = await perform(listControls, {});
  const { items: controls } = standing as { items: ControlStanding[] };
  const control = controls.find(({ statements }) => statements.some(({ id }) => id === params.statement));
  const statement = control?.statements.find(({ id }) => id === params.statement);
  if (control === undefined || statement === undefined) {
    throw new Problem('not_found', 'There is no such statement.');
  }
  const [failing, filed, past] = await Promise.all([
    perform(listFailingRecords, {
      params,
      query: { limit: pageSize, ...(after !== undefined && { cursor: after }) },
    }),
    perform(listEvidenceOfStatement, { params }),
    perform(readStatementHistory, { params }),
  ]);
  const { items, next } = failing.body as { items: z.output<typeof failingRecord>[]; next: string | null };
  const path = `/compliance/${statement.id}`;
  const mayFile =
    viewer.person.roles.includes('compliance_manager') || control.owner?.id === viewer.person.id;
  return {
    title: statement.text,
    status: refused.status,
    main: (
      <>
        <div class="page-head">
          <p class="line">
            <ControlStatusMark status={statement.status} />
            <a href="/compliance">
              {control.id} {control.title}
            </a>
          </p>
          <h1>{statement.text}</h1>
          <Lead statement={statement} />
        </div>
        <div class="stack">
          <Section title="What does not show it">
            {items.length === 0 ? (
              <EmptyState
                title={
                  statement.population === 0 ? 'There is nothing to check yet.' : 'Every record shows it.'
                }
              />
            ) : (
              <ul class="list">
                {items.map(({ stream, title }) => (
                  <li key={`${stream} ${title}`}>
                    <p class="list-title">
                      <a href={pagePathOf(stream)}>{title}</a>
                    </p>
                    <p class="list-more">
                      <span>{kindInWords(stream)}</span>
                    </p>
                  </li>
                ))}
              </ul>
            )}
            <More href={next === null ? null : withQuery(path, { cursor: next })} />
          </Section>
          <StatementEvidence
            statement={statement}
            items={(filed.body as { items: z.output<typeof controlEvidence>[] }).items}
            viewer={viewer}
            mayFile={mayFile}
            form={form}
            refused={refused}
          />
          <History days={(past.body as { items: z.output<typeof statementResult>[] }).items} />
          <p>
            <a href={streamPath(`control-evidence/${statement.id}`)}>All that was filed, on record</a>
          </p>
        </div>
      </>
    ),
  };
}

function Lead({ statement }: { statement: StatementStanding }) {
  const { justification, also, gap, check } = statement;
  return (
    <>
      {justification === null ? (
        <p class="lead">{leadOf(statement)}</p>
      ) : (
        <Notice>
          It does not apply. <Prose text={justification} />
        </Notice>
      )}
      <p class="line">
        {gap !== null && <a href={`/gaps/${gap.id}`}>The gap that is open for it</a>}
        {also.length > 0 && <span class="quiet">also {also.map(placeInWords).join(', ')}</span>}
        {check === 'manual' && <span class="quiet">No record shows it: evidence that is filed does.</span>}
      </p>
    </>
  );
}

function leadOf({ check, population, failing }: StatementStanding): string {
  if (check === 'manual')
    return failing === 0 ? 'Evidence of it is in force.' : 'No evidence of it is in force.';
  return population === 0
    ? 'There is no record yet that could show it.'
    : `${inWords({ population, failing })}.`;
}

function History({ days }: { days: z.output<typeof statementResult>[] }) {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  return (
    <Section title="History">
      <Chart
        title="Records that do not show it"
        series={{ unit: 'failing', as: 'line', limits: [], values: days.map(({ failing }) => failing) }}
        days={`${first.day} to ${last.day}, a point for each day on which all were looked at.`}
      />
    </Section>
  );
}
