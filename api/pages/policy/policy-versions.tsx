import { z } from 'zod';
import { listPolicyVersions } from '../../routes/policy-version.ts';
import type { listedVersion } from '../../schemas/policy.ts';
import { requestId } from '../../schemas/text.ts';
import { EmptyState, PersonLabel, withQuery } from '../components/document.tsx';
import { TableFrame } from '../components/table.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { VersionStateMark } from './policy-mark.tsx';
import { readPolicyFor } from './policy-reading.ts';

type Listed = z.output<typeof listedVersion>;

export const listVersionsPage = page({
  method: 'get',
  path: '/policies/{id}/versions',
  access: 'anyone',
  params: z.object({ id: requestId }),
  handle: async ({ params, viewer, services, perform }) => {
    const { id } = params;
    const { state: policy } = await readPolicyFor(services, id);
    const { body } = await perform(listPolicyVersions, { params });
    const { items } = body as { items: Listed[] };
    const title = `Versions of ${policy.details.title}`;
    return {
      title,
      wide: true,
      main: (
        <>
          <div class="page-head">
            <h1>{title}</h1>
            <p>
              <a href={`/policies/${id}`}>To the policy</a>
            </p>
          </div>
          {items.length === 0 ? (
            <EmptyState title="No version has been handed in yet." />
          ) : (
            <TableFrame label={title}>
              <thead>
                <tr>
                  <th scope="col">Version</th>
                  <th scope="col">What it changed</th>
                  <th scope="col">Written by</th>
                  <th scope="col">In force</th>
                  <th scope="col">Who had acknowledged it</th>
                </tr>
              </thead>
              <tbody>
                {items.map((version) => (
                  <VersionRow key={version.version} id={id} version={version} zone={viewer.timeZone} />
                ))}
              </tbody>
            </TableFrame>
          )}
        </>
      ),
    };
  },
});

function VersionRow({ id, version, zone }: { id: string; version: Listed; zone: string }) {
  const { version: number, note, author, major } = version;
  const before = number - 1;
  return (
    <tr>
      <th scope="row">
        <p>
          <a href={`/policies/${id}/versions/${number}`}>Version {number}</a>
        </p>
        <p>
          <VersionStateMark state={version.state} />
        </p>
      </th>
      <td>
        <p>{note}</p>
        <p class="quiet">
          {major ? 'Major' : 'Minor'}
          {before > 0 && (
            <>
              {' · '}
              <a href={withQuery(`/policies/${id}/comparison`, { from: String(before), to: String(number) })}>
                Compare with version {before}
              </a>
            </>
          )}
        </p>
      </td>
      <td>
        <PersonLabel person={author} />
        <small>
          <Time at={version.submittedAt} zone={zone} style="day" />
        </small>
      </td>
      <td>
        <InForce version={version} zone={zone} />
      </td>
      <td>
        {version.publishedAt !== null && (
          <a href={withQuery(`/policies/${id}/acknowledgements`, { version: String(number) })}>
            Of version {number}
          </a>
        )}
      </td>
    </tr>
  );
}

/** From when until when a version was in force. */
export function InForce({ version, zone }: { version: Listed; zone: string }) {
  const { publishedAt, supersededAt, effectiveAt, state } = version;
  if (publishedAt === null) {
    if (state !== 'approved') return <>not yet</>;
    return (
      <>
        from <Time at={effectiveAt} zone={zone} style="day" />
      </>
    );
  }
  return (
    <>
      {supersededAt === null ? 'since' : 'from'} <Time at={publishedAt} zone={zone} style="day" />
      {supersededAt !== null && (
        <>
          {' '}
          until <Time at={supersededAt} zone={zone} style="day" />
        </>
      )}
    </>
  );
}
