import { z } from 'zod';
import { shadowAiStates } from '../../../domain/shadow-ai.ts';
import { overseers } from '../../people-shown.ts';
import { listAllShadowAi } from '../../routes/shadow-ai.ts';
import { cursor, text } from '../../schemas/text.ts';
import { EmptyState, More, withQuery } from '../components/document.tsx';
import { Select, TextField } from '../components/form.tsx';
import { page } from '../page.ts';
import { ShadowAiRows, type ShadowAiSummary, stateWords } from './shadow-ai-rows.tsx';

const path = '/shadow-ai';
const pageSize = '25';

const shownStates = [...shadowAiStates, 'any'] as const;
const query = z.object({
  state: z.enum(shownStates).optional().catch(undefined),
  owner: text(200).trim().optional().catch(undefined),
  overdue: z.literal('true').optional().catch(undefined),
  cursor,
});
type Asked = Omit<z.output<typeof query>, 'cursor'>;

/** What people use that nobody has approved. */
export const listShadowAiPage = page({
  method: 'get',
  path,
  access: [...overseers],
  query,
  handle: async ({ query: { cursor, ...asked }, viewer, at, perform }) => {
    const { body } = await perform(listAllShadowAi, {
      query: { ...filterOf(asked), cursor, limit: pageSize },
    });
    const { items, next } = body as { items: ShadowAiSummary[]; next: string | null };
    return {
      title: 'Shadow AI',
      main: (
        <>
          <div class="page-head">
            <h1>Shadow AI</h1>
            <p class="lead">
              AI that is used and was not in the register, as gateways and logs have told of it. Each finding
              has an owner, and a day by which it is registered or blocked.
            </p>
            <p class="line">
              <a href="/ai-systems">The register of AI systems</a>
              {viewer.person.roles.includes('compliance_manager') && (
                <a href={`${path}/import`}>Look through a log …</a>
              )}
            </p>
          </div>
          <FilterForm asked={asked} />
          {items.length === 0 ? (
            <EmptyState title="None is like that.">
              <p>What a gateway tells of, or a log, and the register does not have, comes here.</p>
            </EmptyState>
          ) : (
            <ShadowAiRows items={items} viewer={viewer} now={at} />
          )}
          <More href={next === null ? null : withQuery(path, { ...asked, cursor: next })} />
        </>
      ),
    };
  },
});

/** As the API is asked: what nobody looks for is left out, and who says nothing looks for what is open. */
function filterOf({ state = 'open', overdue, owner = '' }: Asked) {
  return {
    ...(state === 'any' ? {} : { state }),
    ...(overdue === undefined ? {} : { overdue }),
    ...(owner === '' ? {} : { owner }),
  };
}

function FilterForm({ asked: { state, overdue, owner } }: { asked: Asked }) {
  return (
    <form method="get" action={path} class="filters" aria-label="Filter">
      <Select
        name="state"
        label="State"
        value={state ?? 'open'}
        options={shownStates.map((value) => ({ value, label: value === 'any' ? 'Any' : stateWords[value] }))}
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
