import { z } from 'zod';
import {
  policyHistory,
  policyInForce,
  policyVersion,
  publishPolicy,
  type RulesVersion,
} from '../../db/approval-policy.ts';
import { revisionSeen } from '../conditional.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { approvalPolicyRules, publication } from '../schemas/approval-policy.ts';
import { refuseUnworkable } from '../workable-policy.ts';

const tag = 'Approval policy';

const version = z
  .object({
    version: z.number().int(),
    hash: z.string(),
    note: z.string(),
    publishedBy: z.string(),
    publishedAt: z.iso.datetime(),
    rules: approvalPolicyRules,
  })
  .meta({ id: 'ApprovalPolicyVersion' });

const etagOf = ({ version }: RulesVersion) => `"${version}"`;

export const readPolicyInForce = route({
  method: 'get',
  path: '/v1/approval-policy',
  operationId: 'readApprovalPolicy',
  summary: 'The policy that a request submitted now would copy',
  tag,
  access: 'anyone',
  responses: { 200: { description: 'The version in force.', schema: version, headers: ['ETag'] } },
  handle: async ({ services: { db } }) => {
    const inForce = await policyInForce(db);
    return { status: 200, body: inForce, headers: { ETag: etagOf(inForce) } };
  },
});

export const readPolicyHistory = route({
  method: 'get',
  path: '/v1/approval-policy/versions',
  operationId: 'listApprovalPolicyVersions',
  summary: 'All versions, newest first',
  tag,
  access: 'anyone',
  responses: {
    200: { description: 'Every version ever published.', schema: z.object({ items: z.array(version) }) },
  },
  handle: async ({ services: { db } }) => ({ status: 200, body: { items: await policyHistory(db) } }),
});

export const readPolicyVersion = route({
  method: 'get',
  path: '/v1/approval-policy/versions/{version}',
  operationId: 'readApprovalPolicyVersion',
  summary: 'One version',
  tag,
  access: 'anyone',
  params: z.object({ version: z.coerce.number().int().min(1).max(1_000_000) }),
  responses: { 200: { description: 'The version.', schema: version } },
  handle: async ({ params, services: { db } }) => {
    const found = await policyVersion(db, params.version);
    if (found === undefined) throw new Problem('not_found', 'There is no such version.');
    return { status: 200, body: found };
  },
});

export const publishPolicyVersion = route({
  method: 'post',
  path: '/v1/approval-policy/versions',
  operationId: 'publishApprovalPolicy',
  summary: 'Publish the next version; requests in flight keep the one they copied',
  tag,
  access: ['compliance_manager'],
  body: publication,
  headers: ['If-Match'],
  responses: {
    201: { description: 'Published and in force.', schema: version, headers: ['ETag', 'Location'] },
  },
  handle: async ({ body, header, caller, at, services: { db } }) => {
    const ifMatch = header('If-Match');
    const replaces = ifMatch === undefined ? (await policyInForce(db)).version : revisionSeen(ifMatch);
    const { person: by } = actorOf(caller);
    refuseUnworkable(body.rules, at);
    const published = await publishPolicy(db, { ...body, by, at, replaces });
    if (published === undefined) {
      throw new Problem('policy_moved_on', 'Another version has been published since the one you saw.');
    }
    const Location = `/v1/approval-policy/versions/${published.version}`;
    return { status: 201, body: published, headers: { ETag: etagOf(published), Location } };
  },
});
