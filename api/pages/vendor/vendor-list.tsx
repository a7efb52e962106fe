import { z } from 'zod';
import { vendorOrders, vendorPhases } from '../../../db/vendor-list.ts';
import { criticalities } from '../../../domain/vendor-policy.ts';
import { vendorStates } from '../../../domain/vendor-state.ts';
import { mayWrite } from '../../access.ts';
import { exportVendors } from '../../routes/vendor-table.ts';
import { vendorFilter } from '../../schemas/vendor-filter.ts';
import { cursor, text } from '../../schemas/text.ts';
import { vendorPage } from '../../vendor-list.ts';
import { EmptyState, More, Tabs, withQuery } from '../components/document.tsx';
import { type Option, Select, TextField } from '../components/form.tsx';
import { page } from '../page.ts';
import { VendorRows } from './vendor-rows.tsx';
import { criticalityWords, phaseWords, vendorStateWords } from './vendor-words.ts';

const path = '/vendors';
const pageSize = 25;

const query = z.object({
  state: z.enum(vendorStates).optional().catch(undefined),
  criticality: z.enum(criticalities).optional().catch(undefined),
  phase: z.enum(vendorPhases).optional().catch(undefined),
  owner: text(200).trim().optional().catch(undefined),
  q: text(200).trim().optional().catch(undefined),
  sort: z.enum(vendorOrders).optional().catch(undefined),
  cursor,
});
type Asked = Omit<z.output<typeof query>, 'cursor'>;

export const listVendorsPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query,
  handle: async ({ query: { cursor, ...asked }, viewer, services }) => {
    const { sort = 'name', ...filter } = withoutBlanks(asked);
    const { items, next } = await vendorPage(services, { ...filter, sort, cursor, limit: pageSize });
    return {
      title: 'Vendors',
      main: (
        <>
          <div class="page-head">
            <h1>Vendors of AI</h1>
            <p class="lead">
              Whom the systems rest on. Each is assessed before it is relied on, and again for as long as it
              is.
            </p>
            {mayWrite(viewer.person) && (
              <p class="buttons">
                <a class="button" href={`${path}/new`}>
                  Register a vendor …
                </a>
              </p>
            )}
          </div>
          <Tabs
            label="Order"
            tabs={[
              { href: withQuery(path, filter), text: 'By name', current: sort === 'name' },
              {
                href: withQuery(path, { ...filter, sort: 'lapses' }),
                text: 'What lapses next',
                current: sort === 'lapses',
              },
            ]}
          />
          <FilterForm asked={asked} />
          {items.length === 0 ? (
            <EmptyState
              title={sort === 'lapses' ? 'Nothing that is approved is like that.' : 'No vendor is like that.'}
            />
          ) : (
            <VendorRows items={items} viewer={viewer} />
          )}
          <More href={next === null ? null : withQuery(path, { ...asked, cursor: next })} />
          <p class="more quiet">
            All of these as a file:{' '}
            <a href={withQuery(`${path}/export`, { ...filter, format: 'csv' })}>CSV</a>,{' '}
            <a href={withQuery(`${path}/export`, { ...filter, format: 'json' })}>JSON</a>
            {viewer.person.roles.includes('compliance_manager') && (
              <>
                {' '}
                · <a href="/vendors/import">Import from a file …</a>
              </>
            )}
          </p>
        </>
      ),
    };
  },
});

export const exportVendorsPage = page({
  method: 'get',
  path: `${path}/export`,
  access: 'anyone',
  sendsFile: true,
  query: z.object({ ...vendorFilter, format: z.enum(['csv', 'json']).default('csv') }),
  handle: async ({ query: asked, perform }) => ({ file: await perform(exportVendors, { query: asked }) }),
});

/** Fields that were left empty ask for nothing. */
function withoutBlanks(asked: Asked): Asked {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

function FilterForm({ asked: { state, criticality, phase, owner, q, sort } }: { asked: Asked }) {
  return (
    <form method="get" action={path} class="filters" aria-label="Filter">
      {sort !== undefined && <input type="hidden" name="sort" value={sort} />}
      <Select
        name="state"
        label="State"
        value={state ?? ''}
        options={choices(vendorStates, vendorStateWords)}
      />
      <Select
        name="criticality"
        label="Criticality"
        value={criticality ?? ''}
        options={choices(criticalities, criticalityWords)}
      />
      <Select
        name="phase"
        label="Assessment"
        value={phase ?? ''}
        options={choices(vendorPhases, phaseWords)}
      />
      <TextField name="owner" label="Owner" value={owner ?? ''} />
      <TextField name="q" label="Words" type="search" value={q ?? ''} />
      <p class="buttons">
        <button class="button-quiet">Show</button>
        <a href={withQuery(path, { sort })}>Clear</a>
      </p>
    </form>
  );
}

function choices<Value extends string>(values: readonly Value[], words: Record<Value, string>): Option[] {
  return [{ value: '', label: 'Any' }, ...values.map((value) => ({ value, label: words[value] }))];
}
