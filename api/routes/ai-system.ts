import { z } from 'zod';
import { policyInForce } from '../../db/approval-policy.ts';
import { aiSystemOrders } from '../../db/ai-system.ts';
import { aiSystemStates } from '../../domain/ai-system-state.ts';
import { signOffTiers } from '../../domain/approval-policy.ts';
import { planReview } from '../../domain/approved-use.ts';
import { aiSystemPage } from '../ai-system-list.ts';
import { aiSystemProcess } from '../ai-system-process.ts';
import { commandRoutes } from '../command-route.ts';
import { eventsRoute } from '../events-route.ts';
import { personNamed } from '../prepare-revision.ts';
import { readRoute } from '../read-route.ts';
import { route } from '../route.ts';
import {
  aiSystem,
  aiSystemSummary,
  decommissioning,
  handingOver,
  resuming,
  reviewing,
  suspending,
} from '../schemas/ai-system.ts';
import { cursor, limit, requestId, text } from '../schemas/text.ts';

const tag = 'AI systems';
const params = z.object({ id: requestId });
const command = commandRoutes(aiSystemProcess, { tag, shown: aiSystem });

export const listAiSystems = route({
  method: 'get',
  path: '/v1/ai-systems',
  operationId: 'listAiSystems',
  summary: 'The register of AI systems: in use by whom, since when, approved by what, reviewed next when',
  tag,
  access: 'anyone',
  query: z.strictObject({
    state: z.enum(aiSystemStates).optional(),
    tier: z.enum(signOffTiers).optional(),
    owner: text(200).optional(),
    vendor: z.uuid().toLowerCase().optional(),
    q: text(200).optional(),
    sort: z.enum(aiSystemOrders).default('name'),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(aiSystemSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services }) => ({ status: 200, body: await aiSystemPage(services, query) }),
});

export const readAiSystem = readRoute(aiSystemProcess, {
  operationId: 'readAiSystem',
  summary: 'Read an AI system: where it stands, what it is approved for, and what its use must stay within',
  tag,
  shown: aiSystem,
});

export const readAiSystemEvents = eventsRoute(aiSystemProcess, { operationId: 'readAiSystemEvents', tag });

export const goLive = command(
  {
    params,
    path: '/v1/ai-systems/{id}/going-live',
    operationId: 'goLive',
    summary: 'Take an approved system into use; refused while training that its approval asks for is open',
    body: z.strictObject({}).meta({ id: 'AiSystemGoingLive', example: {} }),
  },
  ({ actor }) => ({ type: 'goLive', actor }),
);

export const suspendAiSystem = command(
  {
    params,
    path: '/v1/ai-systems/{id}/suspension',
    operationId: 'suspendAiSystem',
    summary: 'Stop the use of a system; usage checks obey at once',
    body: suspending,
  },
  ({ actor, body: { note } }) => ({ type: 'suspend', actor, note }),
);

export const resumeAiSystem = command(
  {
    params,
    path: '/v1/ai-systems/{id}/resumption',
    operationId: 'resumeAiSystem',
    summary: 'Let a suspended system be used again; never by its owner, where others had stopped it',
    body: resuming,
  },
  ({ actor, body: { note } }) => ({ type: 'resume', actor, note }),
);

export const reviewAiSystem = command(
  {
    params,
    path: '/v1/ai-systems/{id}/reviews',
    operationId: 'reviewAiSystem',
    summary: 'Put on record that it was reviewed; the next review is due by its tier from now on',
    body: reviewing,
  },
  async ({ actor, body: { note }, at, process, services }) => {
    const { calendar } = (await policyInForce(services.db)).rules;
    return { type: 'review', actor, note, next: planReview(calendar, process.state.reviewMonths, at) };
  },
);

export const handOverAiSystem = command(
  {
    params,
    path: '/v1/ai-systems/{id}/hand-over',
    operationId: 'handOverAiSystem',
    summary: 'Make somebody else answer for a system',
    body: handingOver,
  },
  async ({ actor, body, services }) => ({
    type: 'handOver',
    actor,
    owner: await personNamed(services, body.owner, '/owner'),
  }),
);

export const decommissionAiSystem = command(
  {
    params,
    path: '/v1/ai-systems/{id}/decommissioning',
    operationId: 'decommissionAiSystem',
    summary: 'End the use of a system, for good',
    body: decommissioning,
  },
  ({ actor, body: { reason } }) => ({ type: 'decommission', actor, reason }),
);
