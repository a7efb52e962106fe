import { z } from 'zod';
import {
  riskPolicyHistory,
  riskPolicyInForce,
  riskPolicyVersion,
  type RiskPolicyVersion,
} from '../../../db/risk-policy.ts';
import { Problem } from '../../problem.ts';
import type { Services } from '../../services.ts';
import { PolicyChanges } from '../approval-policy/approval-policy-changes.tsx';
import { RulesVersions, Published, publishersOf } from '../approval-policy/policy-versions.tsx';
import { Notice, Prose, Section } from '../components/document.tsx';
import { page } from '../page.ts';
import { compareRiskPolicies } from './risk-policy-comparison.ts';
import { RiskPolicyDocument } from './risk-policy-document.tsx';

const path = '/risk-policy';
const versionNumber = z.coerce.number().int().min(1).max(1_000_000);

export const readRiskPolicyPage = page({
  method: 'get',
  path,
  access: 'anyone',
  query: z.object({ done: z.literal('published').optional().catch(undefined) }),
  handle: async ({ query, viewer, services }) => {
    const [history, inForce] = await Promise.all([
      riskPolicyHistory(services.db),
      riskPolicyInForce(services.db),
    ]);
    const nameOf = await publishersOf(services, history);
    return {
      title: 'Risk policy',
      main: (
        <>
          <div class="page-head">
            <h1>Risk policy</h1>
            <p class="lead">
              How large a risk is, who may accept it for how long, and when people are reminded. Every risk
              that is not closed goes by the version in force.
            </p>
            <p class="line">
              <strong>Version {inForce.version}</strong>
              <Published version={inForce} nameOf={nameOf} viewer={viewer} />
              {viewer.person.roles.includes('compliance_manager') && (
                <a class="button" href={`${path}/next`}>
                  Change the policy …
                </a>
              )}
            </p>
          </div>
          {query.done === 'published' && (
            <Notice tone="good">
              Version {inForce.version} is published and in force. Risks adopt it now; what was accepted under
              another version must be signed again.
            </Notice>
          )}
          <div class="stack">
            <RiskPolicyDocument rules={inForce.rules} />
            <Section title="Versions">
              <RulesVersions path={path} history={history} nameOf={nameOf} viewer={viewer} />
            </Section>
          </div>
        </>
      ),
    };
  },
});

export const readRiskPolicyVersionPage = page({
  method: 'get',
  path: `${path}/versions/{version}`,
  access: 'anyone',
  params: z.object({ version: versionNumber }),
  handle: async ({ params, viewer, services }) => {
    const version = await versionNamed(services, params.version);
    const nameOf = await publishersOf(services, [version]);
    return {
      title: `Risk policy, version ${version.version}`,
      main: (
        <>
          <div class="page-head">
            <h1>Risk policy, version {version.version}</h1>
            <p class="line quiet">
              <Published version={version} nameOf={nameOf} viewer={viewer} />
              <a href={path}>The policy in force</a>
            </p>
            <Prose text={version.note} />
          </div>
          <RiskPolicyDocument rules={version.rules} />
          <p class="quiet more">
            SHA-256 of this version: <span class="hash">{version.hash}</span>
          </p>
        </>
      ),
    };
  },
});

export const compareRiskPolicyVersions = page({
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
      title: `Risk policy: versions ${from.version} and ${to.version}`,
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
          <PolicyChanges changes={compareRiskPolicies(from.rules, to.rules)} />
        </>
      ),
    };
  },
});

async function versionNamed({ db }: Services, number: number): Promise<RiskPolicyVersion> {
  const found = await riskPolicyVersion(db, number);
  if (found === undefined) throw new Problem('not_found', 'There is no such version.');
  return found;
}
