import { z } from 'zod';
import { readPolicyVersion } from '../../routes/policy-version.ts';
import type { policyVersion } from '../../schemas/policy.ts';
import { requestId } from '../../schemas/text.ts';
import { Facts, PersonLabel, withQuery } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { roleWords } from '../words.ts';
import { VersionStateMark } from './policy-mark.tsx';
import { readPolicyFor } from './policy-reading.ts';
import { PolicyWords } from './policy-text-view.tsx';
import { InForce } from './policy-versions.tsx';

type Version = z.output<typeof policyVersion>;

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
            <PolicyWords text={text} />
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
