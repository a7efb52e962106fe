import { z } from 'zod';
import { accessGrantStates } from '../../../domain/access-grant-state.ts';
import { stateAt } from '../../../domain/access-grant-time.ts';
import { overseers } from '../../people-shown.ts';
import { listGrants } from '../../routes/access-grant.ts';
import { cursor, requestId, text } from '../../schemas/text.ts';
import type { accessGrantSummary } from '../../schemas/trust-center.ts';
import { EmptyState, More, PersonLabel, withQuery } from '../components/document.tsx';
import { Select, TextField } from '../components/form.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { AccessMark, accessMarks } from './access-marks.tsx';

const path = '/access-grants';
type Summary = z.output<typeof accessGrantSummary>;

/** Who has asked for documents, and what became of it: all of it to who oversees, and one's own to an owner. */
export const listAccessGrantsPage = page({
  method: 'get',
  path,
  access: 'self',
  query: z.object({
    state: z.enum(accessGrantStates).optional().catch(undefined),
    owner: text(200).trim().optional().catch(undefined),
    document: requestId.optional().catch(undefined),
    cursor,
  }),
  handle: async ({ query: { cursor: after, ...asked }, viewer, at, perform }) => {
    const { state, document, owner } = asked;
    const filter = { state, document, owner: owner === '' ? undefined : owner };
    const { body } = await perform(listGrants, { query: { ...filter, cursor: after, limit: '25' } });
    const { items, next } = body as { items: Summary[]; next: string | null };
    const seesAll = overseers.some((role) => viewer.person.roles.includes(role));
    return {
      title: 'Access to documents',
      main: (
        <>
          <div class="page-head">
            <h1>Access to documents</h1>
            <p class="lead">Who has asked for documents of the trust center, and what became of it.</p>
            {seesAll && (
              <p class="line">
                <a href="/trust-center">The trust center</a>
              </p>
            )}
          </div>
          <form method="get" action={path} class="filters" aria-label="Filter">
            {document !== undefined && <input type="hidden" name="document" value={document} />}
            <Select
              name="state"
              label="State"
              value={state ?? ''}
              options={[
                { value: '', label: 'Any' },
                ...accessGrantStates.map((value) => ({ value, label: accessMarks[value][2] })),
              ]}
            />
            {seesAll && <TextField name="owner" label="Owner (user name)" value={owner ?? ''} />}
            <p class="buttons">
              <button class="button-quiet">Show</button>
              <a href={path}>Clear</a>
            </p>
          </form>
          {items.length === 0 ? (
            <EmptyState title="None is like that." />
          ) : (
            <Rows items={items} at={at} zone={viewer.timeZone} />
          )}
          <More href={next === null ? null : withQuery(path, { ...asked, cursor: next })} />
        </>
      ),
    };
  },
});

function Rows({ items, at, zone }: { items: readonly Summary[]; at: string; zone: string }) {
  return (
    <ul class="list">
      {items.map(({ id, documents, name, company, owner, askedAt, endsAt, ...grant }) => (
        <li key={id}>
          <p class="list-title">
            <a href={`/access-grants/${id}`}>
              {name === null ? 'Somebody forgotten' : `${name}, ${company ?? ''}`}
            </a>
          </p>
          <p class="list-side">
            <AccessMark grant={{ ...grant, endsAt }} at={at} />
          </p>
          <p class="list-more">
            <span>{documents.map(({ title }) => title).join(', ')}</span>
            <span>
              asked <Time at={askedAt} zone={zone} />
            </span>
            {endsAt !== null && stateAt({ ...grant, endsAt }, at) === 'granted' && (
              <span>
                until <Time at={endsAt} zone={zone} />
              </span>
            )}
            <PersonLabel person={owner} />
          </p>
        </li>
      ))}
    </ul>
  );
}
