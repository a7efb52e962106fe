import { z } from 'zod';
import {
  policyHistory,
  policyInForce,
  policyVersion,
  type RulesVersion,
} from '../../../db/approval-policy.ts';
import { Problem } from '../../problem.ts';
import type { Services } from '../../services.ts';
import { comparePolicies } from './approval-policy-comparison.ts';
import { PolicyChanges } from './approval-policy-changes.tsx';
import { PolicyDocument } from './approval-policy-document.tsx';
import { RulesVersions, Published, publishersOf } from './policy-versions.tsx';
import { Notice, Prose, Section } from '../components/document.tsx';
import { Select } from '../components/form.tsx';
import { page } from '../page.ts';

const path = '/approval-policy';
const versionNumber = z.coerce.number().int().min(1).max(1_000_000);

export const readPolicyPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query: z.object({ done: z.literal('published').optional().catch(undefined) }),
  handle: async ({ query, viewer, services }) => {
    const history = await policyHistory(services.db);
    const inForce = await policyInForce(services.db);
    const nameOf = await publishersOf(services, history);
    const publishes = viewer.person.roles.includes('compliance_manager');
    return {
      title: 'Approval policy',
      main: (
        <>
          <div class="page-head">
            <h1>Approval policy</h1>
            <p class="lead">
              Who must sign an adoption request, how soon, and what happens when they do not. A request keeps
              the version that was in force when it was submitted.
            </p>
            <p class="line">
              <strong>Version {inForce.version}</strong>
              <Published version={inForce} nameOf={nameOf} viewer={viewer} />
              {publishes && (
                <a class="button" href={`${path}/next`}>
                  Change the policy …
                </a>
              )}
              <a href="/risk-policy">Risk policy</a>
            </p>
            <p>
              Vendors are assessed by a policy of their own: <a href="/vendor-policy">the vendor policy</a>.
            </p>
          </div>
          {query.done === 'published' && (
            <Notice tone="good">
              Version {inForce.version} is published and in force. Requests in flight keep theirs.
            </Notice>
          )}
          <div class="stack">
            <PolicyDocument rules={inForce.rules} />
            <Section title="Versions">
              <RulesVersions path={path} history={history} nameOf={nameOf} viewer={viewer} />
              {history.length > 1 && (
                <CompareForm history={history} from={inForce.version - 1} to={inForce.version} />
              )}
            </Section>
          </div>
        </>
      ),
    };
  },
});

export const readPolicyVersionPage = page({
  method: 'get',
  path: `${path}/versions/{version}`,
  access: 'anyone',
  params: z.object({ version: versionNumber }),
  handle: async ({ params, viewer, services }) => {
    const version = await versionNamed(services, params.version);
    const inForce = await policyInForce(services.db);
    const nameOf = await publishersOf(services, [version]);
    return {
      title: `Approval policy, version ${version.version}`,
      main: (
        <>
          <div class="page-head">
            <h1>Approval policy, version {version.version}</h1>
            <p class="line quiet">
              <Published version={version} nameOf={nameOf} viewer={viewer} />
              {version.version === inForce.version ? (
                <a href={path}>It is in force</a>
              ) : (
                <a href={`${path}/comparison?from=${version.version}&to=${inForce.version}`}>
                  What has changed since
                </a>
              )}
            </p>
            <Prose text={version.note} />
          </div>
          <PolicyDocument rules={version.rules} />
          <p class="quiet more">
            SHA-256 of this version: <span class="hash">{version.hash}</span>
          </p>
        </>
      ),
    };
  },
});

export const comparePolicyVersions = page({
  method: 'get',
  path: `${path}/comparison`,
  access: 'anyone',
  query: z.object({ from: versionNumber, to: versionNumber }),
  handle: async ({ query, services }) => {
    const [from, to] = await Promise.all([
      versionNamed(services, query.from),
      versionNamed(services, query.to),
    ]);
    return {
      title: `Approval policy: versions ${from.version} and ${to.version}`,
      main: (
        <>
          <div class="page-head">
            <h1>
              From version {from.version} to version {to.version}
            </h1>
            <p>
              <a href={path}>The policy in force</a>
            </p>
          </div>
          <div class="stack">
            <PolicyChanges changes={comparePolicies(from.rules, to.rules)} />
            <Section title="Compare others">
              <CompareForm history={await policyHistory(services.db)} from={from.version} to={to.version} />
            </Section>
          </div>
        </>
      ),
    };
  },
});

function CompareForm({ history, from, to }: { history: RulesVersion[]; from: number; to: number }) {
  const options = history.map(({ version }) => ({ value: String(version), label: `Version ${version}` }));
  return (
    <form method="get" action={`${path}/comparison`} class="filters more" aria-label="Compare versions">
      <Select name="from" label="From" value={String(from)} options={options} />
      <Select name="to" label="To" value={String(to)} options={options} />
      <p class="buttons">
        <button class="button-quiet">Compare</button>
      </p>
    </form>
  );
}

async function versionNamed({ db }: Services, number: number): Promise<RulesVersion> {
  const found = await policyVersion(db, number);
  if (found === undefined) throw new Problem('not_found', 'There is no such version.');
  return found;
}
