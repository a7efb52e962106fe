import { z } from 'zod';
import { exportStream } from '../../db/audit.ts';
import { streamOf } from '../../db/adoption-request.ts';
import { requestStates } from '../../domain/adoption-request-state.ts';
import { signOffRoles } from '../../domain/identity.ts';
import { tiers } from '../../domain/triage.ts';
import { requestPage } from '../adoption-request-list.ts';
import { Problem } from '../problem.ts';
import { route } from '../route.ts';
import { requestSummary } from '../schemas/adoption-request.ts';
import { cursor, eventsSeen, limit, requestId, text } from '../schemas/text.ts';

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

export const readRequestEvents = route({
  method: 'get',
  path: '/v1/adoption-requests/{id}/events',
  operationId: 'readAdoptionRequestEvents',
  summary: 'What happened to a request, in order',
  tag,
  access: 'anyone',
  params: z.object({ id: requestId }),
  query: z.strictObject({ after: eventsSeen, limit }),
  responses: {
    200: {
      description: 'Events after `after`.',
      schema: z.object({ items: z.array(z.object({ seq: z.number(), type: z.string() }).loose()) }),
    },
  },
  handle: async ({ params: { id }, query, services: { db } }) => {
    const events = await exportStream(db, streamOf(id), query.limit, query.after);
    if (events.length === 0 && query.after === 0) {
      throw new Problem('not_found', 'There is no such adoption request.');
    }
    const items = events.map(({ seq, hash, commandId, canonical }) => {
      const { event } = JSON.parse(canonical) as { event: object };
      return { seq, commandId, hash, ...event };
    });
    return { status: 200, body: { items } };
  },
});
