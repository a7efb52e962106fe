import { z } from 'zod';
import { aiSystemOrders } from '../../../db/ai-system.ts';
import { aiSystemStates } from '../../../domain/ai-system-state.ts';
import { signOffTiers } from '../../../domain/approval-policy.ts';
import { aiSystemPage } from '../../ai-system-list.ts';
import { overseers } from '../../people-shown.ts';
import { cursor, text } from '../../schemas/text.ts';
import { EmptyState, More, Tabs, withQuery } from '../components/document.tsx';
import { Select, TextField } from '../components/form.tsx';
import { page } from '../page.ts';
import { tierWords } from '../words.ts';
import { AiSystemRows } from './ai-system-rows.tsx';
import { aiSystemStateWords } from './ai-system-words.ts';

const path = '/ai-systems';
const pageSize = 25;

const query = z.object({
  state: z.enum(aiSystemStates).optional().catch(undefined),
  tier: z.enum(signOffTiers).optional().catch(undefined),
  owner: text(200).trim().optional().catch(undefined),
  vendor: z.uuid().toLowerCase().optional().catch(undefined),
  q: text(200).trim().optional().catch(undefined),
  sort: z.enum(aiSystemOrders).optional().catch(undefined),
  cursor,
});
type Asked = Omit<z.output<typeof query>, 'cursor'>;

export const listAiSystemsPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query,
  handle: async ({ query: { cursor, ...asked }, viewer, at, services }) => {
    const { sort = 'name', ...filter } = withoutBlanks(asked);
    const { items, next } = await aiSystemPage(services, { ...filter, sort, cursor, limit: pageSize });
    const mayLookFurther = overseers.some((role) => viewer.person.roles.includes(role));
    return {
      title: 'AI systems',
      main: (
        <>
          <div class="page-head">
            <h1>AI systems</h1>
            <p class="lead">
              What we use, for what it was approved, and who answers for it. What you would like to use may be
              here already: ask to join.
            </p>
            <p>
              <a href="/usage-audits">Audits of how they are used</a>
            </p>
            {mayLookFurther && (
              <p>
                <a href="/shadow-ai">Shadow AI: what is used and is not in this register</a>
              </p>
            )}
          </div>
          <Tabs
            label="State"
            tabs={[undefined, ...aiSystemStates].map((state) => ({
              href: withQuery(path, { ...asked, state }),
              text: state === undefined ? 'All' : aiSystemStateWords[state],
              current: state === asked.state,
            }))}
          />
          <FilterForm asked={asked} />
          <section aria-label="Systems">
            {items.length === 0 ? (
              <Nothing isAnySought={Object.values(filter).some(Boolean)} />
            ) : (
              <AiSystemRows items={items} viewer={viewer} now={at} />
            )}
            <More href={next === null ? null : withQuery(path, { ...asked, cursor: next })} />
          </section>
        </>
      ),
    };
  },
});

/** Fields that were left empty ask for nothing. */
function withoutBlanks(asked: Asked): Asked {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

function Nothing({ isAnySought }: { isAnySought: boolean }) {
  if (isAnySought) return <EmptyState title="No AI system is like that." />;
  return (
    <EmptyState title="No AI system has been approved yet.">
      <p>
        A request that is approved puts one here. <a href="/adoption-requests/new">Ask for the first</a>.
      </p>
    </EmptyState>
  );
}

function FilterForm({ asked: { state, tier, owner, vendor, q, sort } }: { asked: Asked }) {
  return (
    <form method="get" action={path} class="filters" aria-label="Filter">
      {state !== undefined && <input type="hidden" name="state" value={state} />}
      {vendor !== undefined && <input type="hidden" name="vendor" value={vendor} />}
      <TextField name="q" label="Words" type="search" value={q ?? ''} />
      <Select
        name="tier"
        label="Risk"
        value={tier ?? ''}
        options={[
          { value: '', label: 'Any' },
          ...signOffTiers.map((value) => ({ value, label: tierWords[value] })),
        ]}
      />
      <TextField name="owner" label="Owner" value={owner ?? ''} />
      <Select
        name="sort"
        label="Order"
        value={sort ?? 'name'}
        options={[
          { value: 'name', label: 'By name' },
          { value: 'next_review', label: 'Next review' },
        ]}
      />
      <p class="buttons">
        <button class="button-quiet">Show</button>
        <a href={withQuery(path, { state })}>Clear</a>
      </p>
    </form>
  );
}
