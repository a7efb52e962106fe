import { z } from 'zod';
import type { Database } from '../db/database.ts';
import type { RulesVersion, Publication } from '../db/rules-version.ts';
import { revisionSeen } from './conditional.ts';
import { Problem } from './problem.ts';
import { type AnyRoute, actorOf, route } from './route.ts';
import { someText } from './schemas/text.ts';

/** A policy that is published in versions, and what its operations are called. */
export interface PublishedPolicy<Rules> {
  /** `RiskPolicy`: operations are named after it. */
  name: string;
  tag: string;
  path: string;
  rules: z.ZodType<Rules>;
  /** Rules that can be published as they are, for the documentation. */
  example: Rules;
  summaries: { inForce: string; publish: string };
  inForce: (db: Database) => Promise<RulesVersion<Rules>>;
  history: (db: Database) => Promise<RulesVersion<Rules>[]>;
  version: (db: Database, number: number) => Promise<RulesVersion<Rules> | undefined>;
  publish: (db: Database, publication: Publication<Rules>) => Promise<RulesVersion<Rules> | undefined>;
}

type RulesRoutes = [inForce: AnyRoute, versions: AnyRoute, version: AnyRoute, publish: AnyRoute];

/** What can be done with a policy: read the version in force, read all, read one, publish the next. */
export function rulesRoutes<Rules extends object>(policy: PublishedPolicy<Rules>): RulesRoutes {
  const { name, tag, path, rules, example, summaries } = policy;
  const version = z
    .object({
      version: z.number().int(),
      hash: z.string(),
      note: z.string(),
      publishedBy: z.string(),
      publishedAt: z.iso.datetime(),
      rules,
    })
    .meta({ id: `${name}Version` });
  const publication = z
    .strictObject({ note: someText(2_000), rules })
    .meta({ id: `${name}Publication`, example: { note: 'Reviewed, unchanged.', rules: example } });
  const etagOf = (published: RulesVersion<Rules>) => `"${published.version}"`;
  return [
    route({
      method: 'get',
      path,
      operationId: `read${name}`,
      summary: summaries.inForce,
      tag,
      access: 'anyone',
      responses: { 200: { description: 'The version in force.', schema: version, headers: ['ETag'] } },
      handle: async ({ services: { db } }) => {
        const inForce = await policy.inForce(db);
        return { status: 200, body: inForce, headers: { ETag: etagOf(inForce) } };
      },
    }),
    route({
      method: 'get',
      path: `${path}/versions`,
      operationId: `list${name}Versions`,
      summary: 'All versions, newest first',
      tag,
      access: 'anyone',
      responses: {
        200: {
          description: 'Every version ever published.',
          schema: z.object({ items: z.array(version) }),
        },
      },
      handle: async ({ services: { db } }) => ({ status: 200, body: { items: await policy.history(db) } }),
    }),
    route({
      method: 'get',
      path: `${path}/versions/{version}`,
      operationId: `read${name}Version`,
      summary: 'One version',
      tag,
      access: 'anyone',
      params: z.object({ version: z.coerce.number().int().min(1).max(1_000_000) }),
      responses: { 200: { description: 'The version.', schema: version } },
      handle: async ({ params, services: { db } }) => {
        const found = await policy.version(db, params.version);
        if (found === undefined) throw new Problem('not_found', 'There is no such version.');
        return { status: 200, body: found };
      },
    }),
    route({
      method: 'post',
      path: `${path}/versions`,
      operationId: `publish${name}`,
      summary: summaries.publish,
      tag,
      access: ['compliance_manager'],
      body: publication,
      headers: ['If-Match'],
      responses: {
        201: { description: 'Published and in force.', schema: version, headers: ['ETag', 'Location'] },
      },
      handle: async ({ body, header, caller, at, services: { db } }) => {
        const ifMatch = header('If-Match');
        const replaces = ifMatch === undefined ? (await policy.inForce(db)).version : revisionSeen(ifMatch);
        const { person: by } = actorOf(caller);
        const published = await policy.publish(db, { ...body, by, at, replaces });
        if (published === undefined) {
          throw new Problem('policy_moved_on', 'Another version has been published since the one you saw.');
        }
        const Location = `${path}/versions/${published.version}`;
        return { status: 201, body: published, headers: { ETag: etagOf(published), Location } };
      },
    }),
  ];
}
