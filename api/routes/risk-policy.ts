import { z } from 'zod';
import {
  publishRiskPolicy,
  riskPolicyHistory,
  riskPolicyInForce,
  riskPolicyVersion,
  type RiskPolicyVersion,
} from '../../db/risk-policy.ts';
import { revisionSeen } from '../conditional.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { riskPolicyPublication, riskPolicyRules } from '../schemas/risk-policy.ts';

const tag = 'Risk policy';

const version = z
  .object({
    version: z.number().int(),
    hash: z.string(),
    note: z.string(),
    publishedBy: z.string(),
    publishedAt: z.iso.datetime(),
    rules: riskPolicyRules,
  })
  .meta({ id: 'RiskPolicyVersion' });

const etagOf = ({ version: number }: RiskPolicyVersion) => `"${number}"`;

export const readRiskPolicy = route({
  method: 'get',
  path: '/v1/risk-policy',
  operationId: 'readRiskPolicy',
  summary: 'The policy that a risk identified now would copy',
  tag,
  access: 'anyone',
  responses: { 200: { description: 'The version in force.', schema: version, headers: ['ETag'] } },
  handle: async ({ services: { db } }) => {
    const inForce = await riskPolicyInForce(db);
    return { status: 200, body: inForce, headers: { ETag: etagOf(inForce) } };
  },
});

export const listRiskPolicyVersions = route({
  method: 'get',
  path: '/v1/risk-policy/versions',
  operationId: 'listRiskPolicyVersions',
  summary: 'All versions, newest first',
  tag,
  access: 'anyone',
  responses: {
    200: { description: 'Every version ever published.', schema: z.object({ items: z.array(version) }) },
  },
  handle: async ({ services: { db } }) => ({ status: 200, body: { items: await riskPolicyHistory(db) } }),
});

export const readRiskPolicyVersion = route({
  method: 'get',
  path: '/v1/risk-policy/versions/{version}',
  operationId: 'readRiskPolicyVersion',
  summary: 'One version',
  tag,
  access: 'anyone',
  params: z.object({ version: z.coerce.number().int().min(1).max(1_000_000) }),
  responses: { 200: { description: 'The version.', schema: version } },
  handle: async ({ params, services: { db } }) => {
    const found = await riskPolicyVersion(db, params.version);
    if (found === undefined) throw new Problem('not_found', 'There is no such version.');
    return { status: 200, body: found };
  },
});

export const publishRiskPolicyVersion = route({
  method: 'post',
  path: '/v1/risk-policy/versions',
  operationId: 'publishRiskPolicy',
  summary:
    'Publish the next version; open risks adopt it, and what was accepted by another must be signed again',
  tag,
  access: ['compliance_manager'],
  body: riskPolicyPublication,
  headers: ['If-Match'],
  responses: {
    201: { description: 'Published and in force.', schema: version, headers: ['ETag', 'Location'] },
  },
  handle: async ({ body, header, caller, at, services: { db } }) => {
    const ifMatch = header('If-Match');
    const replaces = ifMatch === undefined ? (await riskPolicyInForce(db)).version : revisionSeen(ifMatch);
    const { person: by } = actorOf(caller);
    const published = await publishRiskPolicy(db, { ...body, by, at, replaces });
    if (published === undefined) {
      throw new Problem('policy_moved_on', 'Another version has been published since the one you saw.');
    }
    const Location = `/v1/risk-policy/versions/${published.version}`;
    return { status: 201, body: published, headers: { ETag: etagOf(published), Location } };
  },
});
