import { z } from 'zod';
import { requestTitles } from '../../../db/risk-touch.ts';
import { type ActionState, actionStates } from '../../../domain/action.ts';
import { listAllActions } from '../../routes/action.ts';
import { cursor, text } from '../../schemas/text.ts';
import type { Services } from '../../services.ts';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { Select, TextField } from '../components/form.tsx';
import { page } from '../page.ts';
import { ActionRows, type NamedAction } from './action-rows.tsx';

const path = '/actions';
const pageSize = '25';

const shownStates = [...actionStates, 'any'] as const;
const query = z.object({
  state: z.enum(shownStates).optional().catch(undefined),
  overdue: z.literal('true').optional().catch(undefined),
  owner: text(200).trim().optional().catch(undefined),
  subject: text(200).optional().catch(undefined),
  cursor,
});
type Asked = Omit<z.output<typeof query>, 'cursor'>;

const stateWords: Record<ActionState | 'any', string> = {
  open: 'Open',
  done: 'Done',
  called_off: 'Called off',
  any: 'Any',
};

export const listActionsPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query,
  handle: async ({ query: { cursor, ...asked }, viewer, at, services, perform }) => {
    const { body } = await perform(listAllActions, {
      query: { ...filterOf(asked), cursor, limit: pageSize },
    });
    const { items, next } = body as { items: NamedAction[]; next: string | null };
    const titles = await titlesOf(services, items, asked.subject);
    return {
      title: 'Actions',
      main: (
        <>
          <div class="page-head">
            <h1>Actions</h1>
            <p class="lead">
              What somebody does by a day: conditions of approvals, and what management has decided.
            </p>
          </div>
          <Subject asked={asked} titles={titles} />
          <FilterForm asked={asked} />
          {items.length === 0 ? (
            <EmptyState title="None is like that." />
          ) : (
            <ActionRows items={items} viewer={viewer} now={at} titles={titles} />
          )}
          <More href={next === null ? null : withQuery(path, { ...asked, cursor: next })} />
        </>
      ),
    };
  },
});

/** As the API is asked: what nobody looks for is left out, and who says nothing looks for what is open. */
function filterOf({ state = 'open', overdue, owner = '', subject }: Asked) {
  return {
    ...(state === 'any' ? {} : { state }),
    ...(overdue === undefined ? {} : { overdue }),
    ...(owner === '' ? {} : { owner }),
    ...(subject === undefined ? {} : { subject }),
  };
}

/** Titles of the requests that actions follow from, by stream. */
async function titlesOf(
  { db }: Services,
  items: readonly NamedAction[],
  subject: string | undefined,
): Promise<Map<string, string>> {
  const streams = [...items.map((item) => item.subject), ...(subject === undefined ? [] : [subject])];
  const ids = streams
    .map((stream) => stream.replace(/^adoption-request\//, ''))
    .filter((id) => z.uuid().safeParse(id).success);
  const titles = await requestTitles(db, [...new Set(ids)]);
  return new Map([...titles].map(([id, title]) => [`adoption-request/${id}`, title]));
}

function Subject({
  asked: { subject, ...others },
  titles,
}: {
  asked: Asked;
  titles: ReadonlyMap<string, string>;
}) {
  if (subject === undefined) return null;
  return (
    <p class="line">
      <span>Only those of “{titles.get(subject) ?? subject}”</span>
      <a href={withQuery(path, others)}>Of all requests</a>
    </p>
  );
}

function FilterForm({ asked: { state, overdue, owner, subject } }: { asked: Asked }) {
  return (
    <form method="get" action={path} class="filters" aria-label="Filter">
      {subject !== undefined && <input type="hidden" name="subject" value={subject} />}
      <Select
        name="state"
        label="State"
        value={state ?? 'open'}
        options={shownStates.map((value) => ({ value, label: stateWords[value] }))}
      />
      <Select
        name="overdue"
        label="Time"
        value={overdue ?? ''}
        options={[
          { value: '', label: 'Any' },
          { value: 'true', label: 'Overdue only' },
        ]}
      />
      <TextField name="owner" label="Who (user name)" value={owner ?? ''} />
      <p class="buttons">
        <button class="button-quiet">Show</button>
        <a href={path}>Clear</a>
      </p>
    </form>
  );
}
