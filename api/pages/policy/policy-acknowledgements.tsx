import { z } from 'zod';
import { policyVersions } from '../../../db/policy-version.ts';
import { exportPolicyAcknowledgements, listPolicyAcknowledgements } from '../../routes/acknowledgement.ts';
import type { acknowledged } from '../../schemas/acknowledgement.ts';
import { cursor, localDate, requestId } from '../../schemas/text.ts';
import { EmptyState, More, PersonLabel, withQuery } from '../components/document.tsx';
import { Select, TextField } from '../components/form.tsx';
import { TableFrame } from '../components/table.tsx';
import { dayOf, Time } from '../components/time.tsx';
import { seesEverybody } from '../../people-shown.ts';
import { page } from '../page.ts';
import { readPolicyFor } from './policy-reading.ts';
import { shortHash } from './policy-words.ts';

const pageSize = 50;
const params = z.object({ id: requestId });
const query = z.object({
  on: localDate.optional().catch(undefined),
  version: z.coerce.number().int().min(1).optional().catch(undefined),
});
type Acknowledged = z.output<typeof acknowledged>;

/** The auditor's question: who had accepted which version on that day. */
export const listAcknowledgementsPage = page({
  method: 'get',
  path: '/policies/{id}/acknowledgements',
  access: 'anyone',
  params,
  query: query.extend({ cursor }),
  handle: async ({
    params: { id },
    query: { on, version, cursor: from },
    caller,
    viewer,
    services,
    perform,
  }) => {
    const { state: policy } = await readPolicyFor(services, id);
    const numbers = (await policyVersions(services.db, id)).map((one) => one.version);
    const asked = { on, version: version === undefined ? undefined : String(version) };
    const { body } = await perform(listPolicyAcknowledgements, {
      params: { id },
      query: { on, version, limit: pageSize, ...(from !== undefined && { cursor: from }) },
    });
    const { items, next, at } = body as { items: Acknowledged[]; next: string | null; at: string };
    const path = `/policies/${id}/acknowledgements`;
    const zone = viewer.timeZone;
    const all = seesEverybody(caller, policy);
    const title = `Who had acknowledged ${policy.details.title}`;
    return {
      title,
      wide: true,
      main: (
        <>
          <div class="page-head">
            <h1>{title}</h1>
            <p class="lead">
              {all ? 'Everybody' : 'Those of your people'} who had acknowledged{' '}
              {version === undefined ? 'it' : `version ${version}`}{' '}
              {on === undefined ? 'until now' : `by the end of ${dayOf(at, zone)}`}
              {version === undefined
                ? ', each with the last version that they had. What was superseded stays on record.'
                : ', whatever they have acknowledged since.'}
            </p>
            <p>
              <a href={`/policies/${id}`}>To the policy</a>
            </p>
          </div>
          <form method="get" action={path} class="filters" aria-label="Filter">
            <TextField name="on" label="On" type="date" value={on ?? ''} />
            <Select
              name="version"
              label="Version"
              value={asked.version ?? ''}
              options={[
                { value: '', label: 'Any' },
                ...numbers.map((one) => ({ value: String(one), label: `Version ${one}` })),
              ]}
            />
            <p class="buttons">
              <button class="button-quiet">Show</button>
              <a href={path}>Clear</a>
            </p>
          </form>
          {items.length === 0 ? (
            <EmptyState title="Nobody had by then." />
          ) : (
            <AcknowledgementTable items={items} label={title} id={id} zone={zone} />
          )}
          <More href={next === null ? null : withQuery(path, { ...asked, cursor: next })} />
          <p class="more quiet">
            All of them as a file: <a href={withQuery(`${path}/export`, { ...asked, format: 'csv' })}>CSV</a>,{' '}
            <a href={withQuery(`${path}/export`, { ...asked, format: 'json' })}>JSON</a>
          </p>
        </>
      ),
    };
  },
});

function AcknowledgementTable({
  items,
  label,
  id,
  zone,
}: {
  items: Acknowledged[];
  label: string;
  id: string;
  zone: string;
}) {
  return (
    <TableFrame label={label}>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Team</th>
          <th scope="col">Version</th>
          <th scope="col">Acknowledged</th>
          <th scope="col">Fingerprint of what they read</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ person, team, version, at, hash }) => (
          <tr key={person.id}>
            <th scope="row">
              <PersonLabel person={person} />
            </th>
            <td>{team ?? '–'}</td>
            <td>
              <a href={`/policies/${id}/versions/${version}`}>Version {version}</a>
            </td>
            <td>
              <Time at={at} zone={zone} />
            </td>
            <td>
              <span class="hash" title={`SHA-256 ${hash}`}>
                {shortHash(hash)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

export const exportAcknowledgementsPage = page({
  method: 'get',
  path: '/policies/{id}/acknowledgements/export',
  access: 'anyone',
  sendsFile: true,
  params,
  query: query.extend({ format: z.enum(['csv', 'json']).default('csv') }),
  handle: async ({ params: asked, query: said, perform }) => ({
    file: await perform(exportPolicyAcknowledgements, { params: asked, query: said }),
  }),
});
