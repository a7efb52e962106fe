import { z } from 'zod';
import { namesOf } from '../../db/directory.ts';
import { policyVersions } from '../../db/policy-version.ts';
import { versionRepresentation } from '../policy-representation.ts';
import { policyProcess } from '../policy-process.ts';
import {
  comparePolicyVersions as compareVersions,
  readPolicyVersion as readVersion,
} from '../policy-version.ts';
import { recordedProcess } from '../process-answer.ts';
import { route } from '../route.ts';
import { policyComparison } from '../schemas/policy-comparison.ts';
import { listedVersion, policyVersion } from '../schemas/policy.ts';
import { requestId } from '../schemas/text.ts';

const tag = 'Policies';
const params = z.object({ id: requestId });
const version = z.coerce.number().int().min(1).max(100_000);

export const listPolicyVersions = route({
  method: 'get',
  path: '/v1/policies/{id}/versions',
  operationId: 'listPolicyVersions',
  summary: 'Every version of a policy from being handed in on, newest first',
  tag,
  access: 'anyone',
  params,
  responses: {
    200: { description: 'All of them.', schema: z.object({ items: z.array(listedVersion) }) },
  },
  handle: async ({ params: { id }, services }) => {
    await recordedProcess(services, policyProcess, id);
    const versions = await policyVersions(services.db, id);
    const nameOf = await namesOf(
      services.db,
      versions.map(({ author }) => author),
    );
    return { status: 200, body: { items: versions.map((one) => versionRepresentation(one, nameOf)) } };
  },
});

export const readPolicyVersion = route({
  method: 'get',
  path: '/v1/policies/{id}/versions/{version}',
  operationId: 'readPolicyVersion',
  summary: 'What a version says, and who approved it',
  tag,
  access: 'anyone',
  params: z.object({ id: requestId, version }),
  responses: { 200: { description: 'The version.', schema: policyVersion } },
  handle: async ({ params: { id, version: number }, services }) => ({
    status: 200,
    body: await readVersion(services, id, number),
  }),
});

export const comparePolicyVersions = route({
  method: 'get',
  path: '/v1/policies/{id}/versions/{version}/comparison',
  operationId: 'comparePolicyVersions',
  summary: 'What changed between two versions, and who approved each',
  tag,
  access: 'anyone',
  params: z.object({ id: requestId, version }),
  query: z.strictObject({ with: version.meta({ description: 'The number of the other version.' }) }),
  responses: {
    200: { description: 'The sections and rules in which they differ.', schema: policyComparison },
  },
  handle: async ({ params: { id, version: number }, query, services }) => ({
    status: 200,
    body: await compareVersions(services, id, [query.with, number]),
  }),
});
