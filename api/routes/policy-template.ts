import { z } from 'zod';
import { signOffRoles } from '../../domain/identity.ts';
import { significantChanges } from '../../domain/policy-state.ts';
import { policyTemplates } from '../../domain/policy-templates.ts';
import { route } from '../route.ts';
import { audience, policyText } from '../schemas/policy.ts';

const policyTemplate = z
  .object({
    key: z.string(),
    title: z.string(),
    about: z.string(),
    audience,
    approvers: z.array(z.enum(signOffRoles)),
    reviewOn: z.array(z.enum(significantChanges)),
    text: policyText,
  })
  .meta({ id: 'PolicyTemplate' });

export const listPolicyTemplates = route({
  method: 'get',
  path: '/v1/policy-templates',
  operationId: 'listPolicyTemplates',
  summary: 'Policies to start from, in the form in which they are created',
  tag: 'Policies',
  access: 'anyone',
  responses: {
    200: { description: 'All of them.', schema: z.object({ items: z.array(policyTemplate) }) },
  },
  handle: () => Promise.resolve({ status: 200, body: { items: policyTemplates } }),
});
