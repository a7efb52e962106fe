import { z } from 'zod';
import { listPolicyVersions, readPolicyVersion } from '../../routes/policy-version.ts';
import type { listedVersion, policyVersion } from '../../schemas/policy.ts';
import { requestId } from '../../schemas/text.ts';
import { EmptyState, Facts, PersonLabel, Section, withQuery } from '../components/document.tsx';
import { Markdown } from '../components/markdown.tsx';
import { TableFrame } from '../components/table.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { roleWords } from '../words.ts';
import { VersionStateMark } from './policy-mark.tsx';
import { readPolicyFor } from './policy-reading.ts';
import { UseRules } from './use-rules.tsx';

type Listed = z.output<typeof listedVersion>;
type Version = z.output<typeof policyVersion>;

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
function InForce({ version, zone }: { version: Listed; zone: string }) {
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
      since <Time at={publishedAt} zone={zone} style="day" />
      {supersededAt !== null && (
        <>
          {' '}
          until <Time at={supersededAt} zone={zone} style="day" />
        </>
      )}
    </>
  );
}

export const readVersionPage = page({
  method: 'get',
  path: '/policies/{id}/versions/{version}',
  access: 'anyone',
  params: z.object({ id: requestId, version: z.coerce.number().int().min(1).max(100_000) }),
  handle: async ({ params, viewer, services, perform }) => {
    const { id } = params;
    const { state: policy } = await readPolicyFor(services, id);
    const version = (await perform(readPolicyVersion, { params })).body as Version;
    const { text } = version;
    return {
      title: `${policy.details.title}, version ${version.version}`,
      main: (
        <>
          <div class="page-head">
            <p class="line">
              <VersionStateMark state={version.state} />
            </p>
            <h1>
              {policy.details.title}, version {version.version}
            </h1>
            <p class="line">
              <a href={`/policies/${id}`}>To the policy</a>
              <a href={`/policies/${id}/versions`}>All versions</a>
            </p>
          </div>
          <div class="stack">
            <VersionFacts id={id} version={version} zone={viewer.timeZone} />
            <div>
              <Markdown text={text.markdown} />
            </div>
            {text.rules.length > 0 && (
              <Section title="Rules of use" id="rules">
                <UseRules rules={text.rules} />
              </Section>
            )}
          </div>
        </>
      ),
    };
  },
});

function VersionFacts({ id, version, zone }: { id: string; version: Version; zone: string }) {
  const { version: number, approvals, author } = version;
  return (
    <Facts
      facts={[
        ['In force', <InForce version={version} zone={zone} />],
        ['What it changed', version.note],
        [
          'Kind',
          version.major ? 'Major: people were asked to acknowledge it' : 'Minor: nobody was asked again',
        ],
        [
          'Written by',
          <>
            <PersonLabel person={author} />, <Time at={version.submittedAt} zone={zone} />
          </>,
        ],
        ['Approved by', approvals.length > 0 && <Approvals approvals={approvals} zone={zone} />],
        ['Fingerprint (SHA-256)', <span class="hash">{version.hash}</span>],
        [
          'Acknowledgements',
          version.publishedAt !== null && (
            <a href={withQuery(`/policies/${id}/acknowledgements`, { version: String(number) })}>
              Who had acknowledged it
            </a>
          ),
        ],
      ]}
    />
  );
}

/** Who approved a version, in whose place and when. */
export function Approvals({ approvals, zone }: Pick<Version, 'approvals'> & { zone: string }) {
  return (
    <>
      {approvals.map(({ role, by, onBehalfOf, at }) => (
        <p key={role}>
          <PersonLabel person={by} />
          {onBehalfOf !== undefined && <> on behalf of {onBehalfOf.name}</>} for {roleWords[role]},{' '}
          <Time at={at} zone={zone} />
        </p>
      ))}
    </>
  );
}
