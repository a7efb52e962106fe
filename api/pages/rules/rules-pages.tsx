import { z } from 'zod';
import type { RulesVersion } from '../../../db/rules-version.ts';
import { Problem } from '../../problem.ts';
import type { Services } from '../../services.ts';
import { PolicyChanges } from '../approval-policy/approval-policy-changes.tsx';
import { Published, publishersOf, RulesVersions } from '../approval-policy/policy-versions.tsx';
import { Notice, Prose, Section } from '../components/document.tsx';
import { type AnyPage, page } from '../page.ts';
import { compareRules, type RulesOnPages } from './rules-on-pages.ts';

const versionNumber = z.coerce.number().int().min(1).max(1_000_000);

/** The pages by which a policy is read: the version in force, each version, and what differs between two. */
export function readingPages<Rules>(policy: RulesOnPages<Rules>): {
  read: AnyPage;
  readVersion: AnyPage;
  compare: AnyPage;
} {
  return { read: inForcePage(policy), readVersion: versionPage(policy), compare: comparisonPage(policy) };
}

function inForcePage<Rules>(policy: RulesOnPages<Rules>): AnyPage {
  const { path, title, lead } = policy;
  return page({
    method: 'get',
    path,
    access: 'anyone',
    query: z.object({ done: z.literal('published').optional().catch(undefined) }),
    handle: async ({ query, viewer, services }) => {
      const [inForce, history] = await Promise.all([
        policy.inForce(services.db),
        policy.history(services.db),
      ]);
      const nameOf = await publishersOf(services, history);
      return {
        title,
        main: (
          <>
            <div class="page-head">
              <h1>{title}</h1>
              <p class="lead">{lead}</p>
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
              <Notice tone="good">Version {inForce.version} is published and in force.</Notice>
            )}
            <div class="stack">
              {policy.document(inForce.rules)}
              <Section title="Versions">
                <RulesVersions path={path} history={history} nameOf={nameOf} viewer={viewer} />
              </Section>
            </div>
          </>
        ),
      };
    },
  });
}

function versionPage<Rules>(policy: RulesOnPages<Rules>): AnyPage {
  return page({
    method: 'get',
    path: `${policy.path}/versions/{version}`,
    access: 'anyone',
    params: z.object({ version: versionNumber }),
    handle: async ({ params, viewer, services }) => {
      const version = await versionNamed(policy, services, params.version);
      const nameOf = await publishersOf(services, [version]);
      const title = `${policy.title}, version ${version.version}`;
      return {
        title,
        main: (
          <>
            <div class="page-head">
              <h1>{title}</h1>
              <p class="line quiet">
                <Published version={version} nameOf={nameOf} viewer={viewer} />
                <a href={policy.path}>The policy in force</a>
              </p>
              <Prose text={version.note} />
            </div>
            <div class="stack">{policy.document(version.rules)}</div>
            <p class="quiet more">
              SHA-256 of this version: <span class="hash">{version.hash}</span>
            </p>
          </>
        ),
      };
    },
  });
}

function comparisonPage<Rules>(policy: RulesOnPages<Rules>): AnyPage {
  return page({
    method: 'get',
    path: `${policy.path}/comparison`,
    access: 'anyone',
    query: z.object({ from: versionNumber, to: versionNumber }),
    handle: async ({ query, services }) => {
      const [from, to] = await Promise.all([
        versionNamed(policy, services, query.from),
        versionNamed(policy, services, query.to),
      ]);
      return {
        title: `${policy.title}: versions ${from.version} and ${to.version}`,
        main: (
          <>
            <div class="page-head">
              <h1>
                From version {from.version} to version {to.version}
              </h1>
              <p>
                <a href={policy.path}>The policy in force</a>
              </p>
            </div>
            <PolicyChanges changes={compareRules(policy, from.rules, to.rules)} />
          </>
        ),
      };
    },
  });
}

async function versionNamed<Rules>(
  { version }: RulesOnPages<Rules>,
  { db }: Services,
  number: number,
): Promise<RulesVersion<Rules>> {
  const found = await version(db, number);
  if (found === undefined) throw new Problem('not_found', 'There is no such version.');
  return found;
}
