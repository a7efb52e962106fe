import { z } from 'zod';
import { requestStates } from '../../domain/adoption-request-state.ts';
import { signOffRoles } from '../../domain/identity.ts';
import { tiers } from '../../domain/triage.ts';
import { requestPage } from '../adoption-request-list.ts';
import { adoptionRequestProcess } from '../adoption-request-process.ts';
import { eventsRoute } from '../events-route.ts';
import { route } from '../route.ts';
import { requestSummary } from '../schemas/adoption-request.ts';
import { cursor, limit, text } from '../schemas/text.ts';

const tag = 'Adoption requests';

export const listRequests = route({
  method: 'get',
  path: '/v1/adoption-requests',
  operationId: 'listAdoptionRequests',
  summary: 'Requests, newest first',
  tag,
  access: 'anyone',
  query: z.strictObject({
    state: z.enum(requestStates).optional(),
    tier: z.enum(tiers).optional(),
    waitingFor: z.enum(signOffRoles).optional().meta({ description: 'Requests that wait for this role.' }),
    requester: text(200).optional().meta({ description: 'A person, by id or user name.' }),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(requestSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services }) => ({ status: 200, body: await requestPage(services, query) }),
});

export const readRequestEvents = eventsRoute(adoptionRequestProcess, {
  operationId: 'readAdoptionRequestEvents',
  tag,
});
