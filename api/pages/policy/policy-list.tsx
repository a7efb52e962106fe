import { z } from 'zod';
import { type PolicyState, policyStates } from '../../../domain/policy-state.ts';
import { listAllPolicies } from '../../routes/policy.ts';
import type { policySummary } from '../../schemas/policy.ts';
import { cursor, text } from '../../schemas/text.ts';
import { EmptyState, More, PersonLabel, Section, Tabs, withQuery } from '../components/document.tsx';
import { TextField } from '../components/form.tsx';
import { Due } from '../components/time.tsx';
import { page, type Viewer } from '../page.ts';
import { PolicyStateMark } from './policy-mark.tsx';
import { phaseWords, policyStateWords } from './policy-words.ts';

const path = '/policies';
const pageSize = 25;
/** What most people come for is first. */
const statesShown: PolicyState[] = ['in_force', 'unpublished', 'retired'];

export const listPoliciesPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query: z.object({
    state: z.enum(policyStates).optional().catch(undefined),
    q: text(200).trim().optional().catch(undefined),
    cursor,
  }),
  handle: async ({ query: { state = 'in_force', q = '', cursor: from }, viewer, at, perform }) => {
    const asked = {
      state,
      limit: pageSize,
      ...(q !== '' && { q }),
      ...(from !== undefined && { cursor: from }),
    };
    const { body } = await perform(listAllPolicies, { query: asked });
    const { items, next } = body as { items: PolicySummary[]; next: string | null };
    const here = (changes: Record<string, string | undefined>) => withQuery(path, { state, q, ...changes });
    return {
      title: 'Policies',
      main: (
        <>
          <div class="page-head">
            <h1>Policies</h1>
            <p class="lead">What we have agreed on for our use of AI, and who has read it.</p>
            <p class="buttons">
              <a class="button button-quiet" href="/assignments">
                Yours to read and learn
              </a>
              {viewer.person.roles.includes('compliance_manager') && (
                <a class="button button-quiet" href={`${path}/new`}>
                  New policy …
                </a>
              )}
            </p>
          </div>
          <Tabs
            label="State"
            tabs={statesShown.map((one) => ({
              href: here({ state: one }),
              text: policyStateWords[one],
              current: one === state,
            }))}
          />
          <form method="get" action={path} class="filters" aria-label="Filter">
            <input type="hidden" name="state" value={state} />
            <TextField name="q" label="Title" type="search" value={q} />
            <p class="buttons">
              <button class="button-quiet">Show</button>
              <a href={withQuery(path, { state })}>Clear</a>
            </p>
          </form>
          <section aria-label={policyStateWords[state]}>
            {items.length === 0 ? (
              <EmptyState title="No policy is like that." />
            ) : (
              <PolicyRows items={items} viewer={viewer} now={at} />
            )}
            <More href={next === null ? null : here({ cursor: next })} />
          </section>
          <Around />
        </>
      ),
    };
  },
});

type PolicySummary = z.output<typeof policySummary>;

function PolicyRows({ items, viewer, now }: { items: PolicySummary[]; viewer: Viewer; now: string }) {
  return (
    <ul class="list">
      {items.map(({ id, title, state, version, owner, phase, nextDueAt, asked, acknowledged, overdue }) => (
        <li key={id}>
          <p class="list-title">
            <a href={`${path}/${id}`}>{title}</a>
          </p>
          <p class="list-side">
            <PolicyStateMark state={state} />
          </p>
          <p class="list-more">
            {version !== null && <span>version {version}</span>}
            {asked > 0 && (
              <span>
                {acknowledged.toLocaleString('en')} of {asked.toLocaleString('en')} have acknowledged it
              </span>
            )}
            {overdue > 0 && <span class="due-over">{overdue.toLocaleString('en')} overdue</span>}
            <span>
              owned by <PersonLabel person={owner} />
            </span>
          </p>
          {phase !== 'none' && (
            <p class="list-more">
              <span>
                A review {phaseWords[phase]}
                {nextDueAt !== null && phase !== 'approved' && (
                  <>
                    , <Due at={nextDueAt} now={now} zone={viewer.timeZone} />
                  </>
                )}
              </span>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What else one looks for where policies are: what has them reviewed, and the rules that Countersign itself keeps to. */
function Around() {
  return (
    <>
      <Section title="What keeps them true" id="reviews">
        <Places
          places={[
            ['/duties', 'Recurring duties', 'which review fires next, and what came of each'],
            ['/significant-changes', 'Significant changes', 'what had policies reviewed out of turn'],
            ['/management-reviews', 'Management reviews', 'the whole, looked at once a year'],
          ]}
        />
      </Section>
      <Section title="Rules that Countersign keeps to" id="rules-kept">
        <Places
          places={[
            ['/approval-policy', 'Rules of approval', 'who signs what, by when, and what escalates'],
            ['/risk-policy', 'Rules of risk', 'how risks are scored, and who may accept them'],
            ['/vendor-policy', 'Rules for vendors', 'what they are asked, and how often'],
          ]}
        />
      </Section>
    </>
  );
}

function Places({ places }: { places: [href: string, name: string, about: string][] }) {
  return (
    <ul>
      {places.map(([href, name, about]) => (
        <li key={href}>
          <a href={href}>{name}</a>: {about}
        </li>
      ))}
    </ul>
  );
}
