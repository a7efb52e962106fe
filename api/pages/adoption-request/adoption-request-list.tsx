import { z } from 'zod';
import { requestStates } from '../../../domain/adoption-request-state.ts';
import { signOffRoles } from '../../../domain/identity.ts';
import { tiers } from '../../../domain/triage.ts';
import { type NamedSummary, requestPage } from '../../adoption-request-list.ts';
import { cursor, text } from '../../schemas/text.ts';
import { EmptyState, More, PersonLabel, Tabs, withQuery } from '../components/document.tsx';
import { type Option, Select, TextField } from '../components/form.tsx';
import { StateMark, TierMark } from '../components/mark.tsx';
import { Due, Time } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';
import { roleWords, stateWords, tierWords } from '../words.ts';

const path = '/adoption-requests';
const pageSize = 25;

const query = z.object({
  state: z.enum(requestStates).optional().catch(undefined),
  tier: z.enum(tiers).optional().catch(undefined),
  waitingFor: z.enum(signOffRoles).optional().catch(undefined),
  requester: text(200).trim().optional().catch(undefined),
  mine: z.literal('yes').optional().catch(undefined),
  cursor,
});
type Filter = Omit<z.output<typeof query>, 'cursor'>;

export const listRequestsPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query,
  handle: async ({ query: { cursor, mine, ...named }, viewer, at, services }) => {
    const filter: Filter = {
      ...named,
      mine,
      requester: named.requester === '' ? undefined : named.requester,
    };
    const requester = mine === undefined ? filter.requester : viewer.person.id;
    const { state, tier, waitingFor } = filter;
    const asked = { state, tier, waitingFor, requester, cursor, limit: pageSize };
    const { items, next } = await requestPage(services, asked);
    return {
      title: mine === undefined ? 'Requests' : 'My requests',
      main: (
        <>
          <div class="page-head">
            <h1>{mine === undefined ? 'Adoption requests' : 'What you asked for'}</h1>
          </div>
          <Tabs
            label="Whose requests"
            tabs={[
              { href: withQuery(path, { ...filter, mine: undefined }), text: 'Everyone’s', current: !mine },
              {
                href: withQuery(path, { ...filter, requester: undefined, mine: 'yes' }),
                text: 'Mine',
                current: mine === 'yes',
              },
            ]}
          />
          <FilterForm filter={filter} />
          {items.length === 0 ? <Nothing filter={filter} /> : <Rows {...{ items, viewer, now: at }} />}
          <More href={next === null ? null : withQuery(path, { ...filter, cursor: next })} />
        </>
      ),
    };
  },
});

function FilterForm({ filter }: { filter: Filter }) {
  const { state, tier, waitingFor, requester, mine } = filter;
  return (
    <form method="get" action={path} class="filters" aria-label="Filter">
      {mine !== undefined && <input type="hidden" name="mine" value={mine} />}
      <Select name="state" label="State" value={state ?? ''} options={choices(requestStates, stateWords)} />
      <Select name="tier" label="Risk" value={tier ?? ''} options={choices(tiers, tierWords)} />
      <Select
        name="waitingFor"
        label="Waiting for"
        value={waitingFor ?? ''}
        options={choices(signOffRoles, roleWords)}
      />
      {mine === undefined && <TextField name="requester" label="Asked by" value={requester ?? ''} />}
      <p class="buttons">
        <button class="button-quiet">Show</button>
        {isFiltered(filter) && <a href={withQuery(path, { mine })}>Clear</a>}
      </p>
    </form>
  );
}

function choices<Value extends string>(values: readonly Value[], words: Record<Value, string>): Option[] {
  return [{ value: '', label: 'Any' }, ...values.map((value) => ({ value, label: words[value] }))];
}

function isFiltered({ state, tier, waitingFor, requester }: Filter): boolean {
  return [state, tier, waitingFor, requester].some((value) => value !== undefined);
}

function Rows({ items, viewer, now }: { items: NamedSummary[]; viewer: Viewer; now: string }) {
  return (
    <ul class="list">
      {items.map((item) => (
        <li key={item.id}>
          <p class="list-title">
            <a href={`${path}/${item.id}`}>{item.title}</a>
          </p>
          <p class="list-side">
            <StateMark state={item.state} />
          </p>
          <p class="list-more">
            <TierMark tier={item.tier} />
            <span>{item.systemName}</span>
            <span>
              asked by <PersonLabel person={item.requester} />
            </span>
            <span>
              on <Time at={item.submittedAt} zone={viewer.timeZone} style="day" />
            </span>
          </p>
          {item.waitingFor.length > 0 && item.nextDueAt !== null && (
            <p class="list-more">
              <span>Waits for {item.waitingFor.map((role) => roleWords[role]).join(', ')}</span>
              <Due at={item.nextDueAt} now={now} zone={viewer.timeZone} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function Nothing({ filter }: { filter: Filter }) {
  if (isFiltered(filter)) {
    return (
      <EmptyState title="No request is like that.">
        <p>
          <a href={withQuery(path, { mine: filter.mine })}>Show all of them</a>
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={
        filter.mine === undefined ? 'Nobody has asked for anything yet.' : 'You have asked for nothing yet.'
      }
    >
      <p>Who wants to use an AI system asks for it here, before it is used.</p>
      <p>
        <a class="button" href={`${path}/new`}>
          New request
        </a>
      </p>
    </EmptyState>
  );
}
