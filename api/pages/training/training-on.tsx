import { z } from 'zod';
import { listCompetences } from '../../../db/course.ts';
import { competences } from '../../../domain/course.ts';
import { exportTrainedPeople, listTrainedPeople } from '../../routes/training.ts';
import { competence } from '../../schemas/course.ts';
import { cursor, localDate } from '../../schemas/text.ts';
import type { trainedPerson } from '../../schemas/training.ts';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { Select, TextField } from '../components/form.tsx';
import { TableFrame } from '../components/table.tsx';
import { Time } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';
import { localDateOf } from '../../../domain/working-time.ts';
import { competenceWords, sourceWords } from './training-words.ts';

const path = '/training/on';
const pageSize = '50';
const access: ['compliance_manager', 'auditor', 'administrator'] = [
  'compliance_manager',
  'auditor',
  'administrator',
];

const query = z.object({
  for: competence.optional().catch(undefined),
  on: localDate.optional().catch(undefined),
  cursor,
});

type Trained = z.output<typeof trainedPerson>;

/** Who was trained for what on a day: an auditor's question, and its answer. */
export const trainedOnPage = page({
  method: 'get',
  path,
  access,
  query,
  handle: async ({ query: asked, viewer, at, services, perform }) => {
    const { for: wanted = competences[0], on = localDateOf(at, viewer.timeZone) } = asked;
    const { body } = await perform(listTrainedPeople, {
      query: { for: wanted, on, cursor: asked.cursor, limit: pageSize },
    });
    const { items, next, on: moment } = body as { items: Trained[]; next: string | null; on: string };
    const known = await listCompetences(services.db);
    const choices = [...new Set([...competences, ...known, wanted])];
    return {
      title: 'Who was trained on a day',
      wide: true,
      main: (
        <>
          <div class="page-head">
            <h1>Who was trained on a day</h1>
            <p class="lead">
              {competenceWords(wanted)}, as it was on <Time at={moment} zone={viewer.timeZone} />. What was
              revoked has never counted.
            </p>
          </div>
          <form method="get" action={path} class="filters" aria-label="What is asked">
            <Select
              name="for"
              label="For what"
              value={wanted}
              options={choices.map((value) => ({ value, label: competenceWords(value) }))}
            />
            <TextField name="on" label="On" type="date" value={on} />
            <p class="buttons">
              <button class="button-quiet">Show</button>
              <a href={withQuery(`${path}/export`, { for: wanted, on })}>Save as CSV</a>
            </p>
          </form>
          {items.length === 0 ? (
            <EmptyState title="Nobody was." />
          ) : (
            <TrainedTable items={items} viewer={viewer} />
          )}
          <More href={next === null ? null : withQuery(path, { for: wanted, on, cursor: next })} />
        </>
      ),
    };
  },
});

export const exportTrainedOn = page({
  method: 'get',
  path: `${path}/export`,
  access,
  sendsFile: true,
  query: z.object({ for: competence, on: localDate }),
  handle: async ({ query: asked, perform }) => ({
    file: await perform(exportTrainedPeople, { query: asked }),
  }),
});

function TrainedTable({ items, viewer: { timeZone } }: { items: readonly Trained[]; viewer: Viewer }) {
  return (
    <TableFrame label="Who was trained, and by what">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">By which course</th>
          <th scope="col">Completed</th>
          <th scope="col">Counts until</th>
          <th scope="col">How</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.completion}>
            <th scope="row">
              <a href={`/people/${item.person.id}/training`}>{item.person.name}</a>
            </th>
            <td>
              {item.course.title}, version {item.version}
            </td>
            <td>
              <a href={`/training-completions/${item.completion}`}>
                <Time at={item.completedAt} zone={timeZone} style="day" />
              </a>
            </td>
            <td>
              <Time at={item.until} zone={timeZone} style="day" />
            </td>
            <td>{sourceWords[item.source]}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
