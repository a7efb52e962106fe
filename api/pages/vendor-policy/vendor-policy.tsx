import { z } from 'zod';
import { namesOf, type PersonName } from '../../../db/directory.ts';
import {
  vendorPolicyHistory,
  vendorPolicyInForce,
  vendorPolicyVersion,
  type VendorPolicyVersion,
} from '../../../db/vendor-policy.ts';
import type { PersonId } from '../../../domain/decider.ts';
import { Problem } from '../../problem.ts';
import type { Services } from '../../services.ts';
import { PersonLabel, Prose, Section } from '../components/document.tsx';
import { Time } from '../components/time.tsx';
import { page } from '../page.ts';
import { VendorPolicyDocument } from './vendor-policy-document.tsx';

const path = '/vendor-policy';
const versionNumber = z.coerce.number().int().min(1).max(1_000_000);

export const readVendorPolicyPage = page({
  method: 'get',
  path,
  access: 'anyone',
  handle: async ({ viewer, services }) => {
    const [inForce, history] = await Promise.all([
      vendorPolicyInForce(services.db),
      vendorPolicyHistory(services.db),
    ]);
    const nameOf = await publishersOf(services, history);
    return {
      title: 'Vendor policy',
      main: (
        <>
          <div class="page-head">
            <h1>Vendor policy</h1>
            <p class="lead">
              How vendors are assessed: who signs their reviews, how long an approval holds, and how soon they
              have to answer. Every vendor adopts a new version for what it does from then on.
            </p>
            <p class="line">
              <strong>Version {inForce.version}</strong>
              <Published version={inForce} nameOf={nameOf} zone={viewer.timeZone} />
            </p>
            {viewer.person.roles.includes('compliance_manager') && (
              <p class="quiet">
                The next version is published over the API, by <code>POST /v1{path}/versions</code>.
              </p>
            )}
          </div>
          <div class="stack">
            <VendorPolicyDocument rules={inForce.rules} />
            <Section title="Versions">
              <Versions history={history} nameOf={nameOf} zone={viewer.timeZone} />
            </Section>
          </div>
        </>
      ),
    };
  },
});

export const readVendorPolicyVersionPage = page({
  method: 'get',
  path: `${path}/versions/{version}`,
  access: 'anyone',
  params: z.object({ version: versionNumber }),
  handle: async ({ params, viewer, services }) => {
    const version = await vendorPolicyVersion(services.db, params.version);
    if (version === undefined) throw new Problem('not_found', 'There is no such version.');
    const nameOf = await publishersOf(services, [version]);
    const title = `Vendor policy, version ${version.version}`;
    return {
      title,
      main: (
        <>
          <div class="page-head">
            <h1>{title}</h1>
            <p class="line quiet">
              <Published version={version} nameOf={nameOf} zone={viewer.timeZone} />
              <a href={path}>The policy in force</a>
            </p>
            <Prose text={version.note} />
          </div>
          <VendorPolicyDocument rules={version.rules} />
          <p class="quiet more">
            SHA-256 of this version: <span class="hash">{version.hash}</span>
          </p>
        </>
      ),
    };
  },
});

interface Reader {
  nameOf: (id: PersonId) => PersonName;
  zone: string;
}

function Versions({ history, ...reader }: { history: VendorPolicyVersion[] } & Reader) {
  return (
    <ul class="list">
      {history.map((version, index) => (
        <li key={version.version}>
          <p class="list-title">
            <a href={`${path}/versions/${version.version}`}>Version {version.version}</a>
          </p>
          <p class="list-side">{index === 0 && 'in force'}</p>
          <p class="list-more">
            <span>{version.note}</span>
            <Published version={version} {...reader} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Published({ version, nameOf, zone }: { version: VendorPolicyVersion } & Reader) {
  return (
    <span>
      published <Time at={version.publishedAt} zone={zone} /> by{' '}
      <PersonLabel person={nameOf(version.publishedBy)} />
    </span>
  );
}

function publishersOf({ db }: Services, versions: readonly VendorPolicyVersion[]) {
  return namesOf(
    db,
    versions.map(({ publishedBy }) => publishedBy),
  );
}
