import { z } from 'zod';
import { riskBands } from '../../../domain/risk-policy.ts';
import { riskCategories, riskStates } from '../../../domain/risk-state.ts';
import { riskOrders } from '../../../db/risk-list.ts';
import { mayWrite } from '../../access.ts';
import { riskPage } from '../../risk-list.ts';
import { readRiskHeatMap } from '../../routes/risk-list.ts';
import { cursor, text } from '../../schemas/text.ts';
import { EmptyState, More, Section, withQuery } from '../components/document.tsx';
import { type Option, Select, TextField } from '../components/form.tsx';
import { page } from '../page.ts';
import { HeatMap, type HeatMapCell } from './heat-map.tsx';
import { RiskRows } from './risk-rows.tsx';
import { riskBandWords, riskCategoryWords, riskStateWords } from './risk-words.ts';

const path = '/risks';
const pageSize = 25;

const query = z.object({
  state: z.enum(riskStates).optional().catch(undefined),
  category: z.enum(riskCategories).optional().catch(undefined),
  band: z.enum(riskBands).optional().catch(undefined),
  overdue: z.literal('true').optional().catch(undefined),
  q: text(200).trim().optional().catch(undefined),
  sort: z.enum(riskOrders).optional().catch(undefined),
  measure: z.enum(['inherent', 'residual']).optional().catch(undefined),
  cursor,
});
type Asked = Omit<z.output<typeof query>, 'cursor'>;

export const listRisksPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query,
  handle: async ({ query: { cursor, ...asked }, viewer, at, services, perform }) => {
    const { state, category, band, overdue, sort = 'newest', measure = 'residual' } = asked;
    const q = asked.q === '' ? undefined : asked.q;
    const filter = { state, category, band, q, overdue: overdue && (true as const) };
    const [{ items, next }, heat] = await Promise.all([
      riskPage(services, { ...filter, sort, cursor, limit: pageSize }),
      perform(readRiskHeatMap, { query: { measure, ...(category && { category }) } }),
    ]);
    const { cells } = heat.body as { cells: HeatMapCell[] };
    return {
      title: 'Risks',
      main: (
        <>
          <div class="page-head">
            <h1>Risk register</h1>
            <p class="line">
              {mayWrite(viewer.person) && (
                <a class="button" href="/risks/new">
                  Identify a risk …
                </a>
              )}
              <a href="/actions">Actions: conditions of approvals, and what management has decided</a>
              <a href="/risk-policy">Risk policy</a>
              {viewer.person.roles.includes('compliance_manager') && <a href="/risks/import">Import risks</a>}
            </p>
          </div>
          <Section title="Where the risks lie">
            <p class="chips">
              {(['residual', 'inherent'] as const).map((one) => (
                <a
                  key={one}
                  class="chip"
                  href={withQuery(path, { ...asked, measure: one })}
                  aria-current={one === measure ? 'true' : undefined}
                >
                  {one === 'residual' ? 'With controls (residual)' : 'Without controls (inherent)'}
                </a>
              ))}
            </p>
            <HeatMap cells={cells} measure={measure} />
          </Section>
          <Section title="The risks">
            <FilterForm asked={asked} />
            {items.length === 0 ? (
              <EmptyState title="No risk is like that." />
            ) : (
              <RiskRows items={items} viewer={viewer} now={at} />
            )}
            <More href={next === null ? null : withQuery(path, { ...asked, cursor: next })} />
          </Section>
        </>
      ),
    };
  },
});

function FilterForm({ asked: { state, category, band, overdue, q, sort, measure } }: { asked: Asked }) {
  const yes = [{ value: 'true', label: 'Overdue only' }];
  return (
    <form method="get" action={path} class="filters" aria-label="Filter">
      {measure !== undefined && <input type="hidden" name="measure" value={measure} />}
      <Select name="state" label="State" value={state ?? ''} options={choices(riskStates, riskStateWords)} />
      <Select
        name="category"
        label="Category"
        value={category ?? ''}
        options={choices(riskCategories, riskCategoryWords)}
      />
      <Select name="band" label="Residual" value={band ?? ''} options={choices(riskBands, riskBandWords)} />
      <Select
        name="overdue"
        label="Time"
        value={overdue ?? ''}
        options={[{ value: '', label: 'Any' }, ...yes]}
      />
      <Select
        name="sort"
        label="Order"
        value={sort ?? 'newest'}
        options={[
          { value: 'newest', label: 'Newest first' },
          { value: 'residual', label: 'Highest residual first' },
        ]}
      />
      <TextField name="q" label="Words" type="search" value={q ?? ''} />
      <p class="buttons">
        <button class="button-quiet">Show</button>
        <a href={path}>Clear</a>
      </p>
    </form>
  );
}

function choices<Value extends string>(values: readonly Value[], words: Record<Value, string>): Option[] {
  return [{ value: '', label: 'Any' }, ...values.map((value) => ({ value, label: words[value] }))];
}
