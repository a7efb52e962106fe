import { z } from 'zod';
import { oversightCaseStates, oversightKinds } from '../../../domain/oversight-case-state.ts';
import { severities } from '../../../domain/oversight-policy.ts';
import { listAllOversightCases } from '../../routes/oversight-case.ts';
import { cursor, text } from '../../schemas/text.ts';
import { EmptyState, More, Tabs, withQuery } from '../components/document.tsx';
import { Select, TextField } from '../components/form.tsx';
import { page, type Viewer } from '../page.ts';
import { type ListedCase, OversightCaseRows } from './oversight-case-rows.tsx';
import { oversightKindWords, oversightStateWords, severityWords } from './oversight-case-words.ts';

const path = '/oversight-cases';
const pageSize = 25;

const views = ['open', 'mine', 'all'] as const;
type CaseView = (typeof views)[number];
const viewWords: Record<CaseView, string> = { open: 'Open', mine: 'Mine', all: 'All' };

const faults = ['overdue', 'gap'] as const;
const faultWords = { overdue: 'A time was let pass', gap: 'Nobody was there' };

const query = z.object({
  show: z.enum(views).optional().catch(undefined),
  state: z.enum(oversightCaseStates).optional().catch(undefined),
  kind: z.enum(oversightKinds).optional().catch(undefined),
  severity: z.enum(severities).optional().catch(undefined),
  system: text(200).trim().optional().catch(undefined),
  reviewer: text(200).trim().optional().catch(undefined),
  only: z.enum(faults).optional().catch(undefined),
  cursor,
});
type Asked = Omit<z.output<typeof query>, 'cursor'>;

export const listOversightCasesPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query,
  handle: async ({ query: { cursor, ...asked }, viewer, at, perform }) => {
    const { body } = await perform(listAllOversightCases, {
      query: { ...filterOf(asked, viewer), ...(cursor !== undefined && { cursor }), limit: pageSize },
    });
    const { items, next } = body as { items: ListedCase[]; next: string | null };
    const { show = 'open' } = asked;
    return {
      title: 'Oversight',
      main: (
        <>
          <div class="page-head">
            <h1>Oversight</h1>
            <p class="lead">
              What AI has done that a trained person is to look at: boundaries that were broken, decisions
              sent for review, concerns and incidents.
            </p>
            <p class="line">
              <a href="/concerns/new">Raise a concern …</a>
              <a href="/oversight-policy">Who reviews, and how soon</a>
              <a href="/usage-policy">How long use is kept</a>
            </p>
          </div>
          <Tabs
            label="Cases"
            tabs={views.map((one) => ({
              href: withQuery(path, { show: one === 'open' ? undefined : one }),
              text: viewWords[one],
              current: one === show,
            }))}
          />
          <FilterForm asked={asked} />
          <section aria-label="Cases">
            {items.length === 0 ? (
              <Nothing asked={asked} />
            ) : (
              <OversightCaseRows items={items} zone={viewer.timeZone} now={at} />
            )}
            <More href={next === null ? null : withQuery(path, { ...asked, cursor: next })} />
          </section>
        </>
      ),
    };
  },
});

/** What the API is asked for; fields that were left empty ask for nothing. */
function filterOf({ show = 'open', only, ...asked }: Asked, { person }: Viewer): Record<string, string> {
  const isRunning = show !== 'all' && asked.state === undefined;
  const filter = {
    ...asked,
    ...(only !== undefined && { [only]: 'true' }),
    running: isRunning ? 'true' : undefined,
    reviewer: show === 'mine' ? person.id : asked.reviewer,
  };
  return Object.fromEntries(
    Object.entries(filter).filter((field): field is [string, string] => Boolean(field[1])),
  );
}

function Nothing({ asked: { show, ...filter } }: { asked: Asked }) {
  if (Object.values(filter).some(Boolean)) return <EmptyState title="No case is like that." />;
  return (
    <EmptyState title={show === 'mine' ? 'You have no case now.' : 'There is no case.'}>
      <p>
        A boundary that is broken opens one, and so does a decision that is sent for review. Something that AI
        should not do? <a href="/concerns/new">Raise a concern</a>.
      </p>
    </EmptyState>
  );
}

function FilterForm({ asked: { show, state, kind, severity, system, reviewer, only } }: { asked: Asked }) {
  return (
    <form method="get" action={path} class="filters" aria-label="Filter">
      {show !== undefined && <input type="hidden" name="show" value={show} />}
      <Select name="kind" label="What" value={kind ?? ''} options={any(oversightKinds, oversightKindWords)} />
      <Select
        name="severity"
        label="Severity"
        value={severity ?? ''}
        options={any(severities, severityWords)}
      />
      <Select
        name="state"
        label="State"
        value={state ?? ''}
        options={any(oversightCaseStates, oversightStateWords)}
      />
      <TextField name="system" label="AI system" value={system ?? ''} />
      {show !== 'mine' && <TextField name="reviewer" label="Reviewer" value={reviewer ?? ''} />}
      <Select name="only" label="Only where" value={only ?? ''} options={any(faults, faultWords)} />
      <p class="buttons">
        <button class="button-quiet">Show</button>
        <a href={withQuery(path, { show })}>Clear</a>
      </p>
    </form>
  );
}

function any<Value extends string>(values: readonly Value[], words: Record<Value, string>) {
  return [{ value: '', label: 'Any' }, ...values.map((value) => ({ value, label: words[value] }))];
}
