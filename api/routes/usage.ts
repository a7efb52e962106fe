import { z } from 'zod';
import { listBreaches } from '../../db/boundary-breach.ts';
import { seriesSteps } from '../../db/usage-series.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { route } from '../route.ts';
import { cursor, instant, limit, requestId } from '../schemas/text.ts';
import { boundaryBreach, usageFigures } from '../schemas/usage-figures.ts';
import { knownSystem, usageOf } from '../usage-series.ts';

const tag = 'Use of AI systems';
const params = z.object({ id: requestId });
const onePage = 'One page; `next` is null on the last.';
const newest = z.strictObject({ openedAt: instant, case: z.uuid() });

export const readUsage = route({
  method: 'get',
  path: '/v1/ai-systems/{id}/usage',
  operationId: 'readUsage',
  summary:
    'How an AI system was used over time: uses, cost and the mean of each metric, by hour or by day (UTC)',
  tag,
  access: 'anyone',
  params,
  query: z.strictObject({
    from: instant.optional().meta({ description: 'Thirty days before the end, unless said otherwise.' }),
    to: instant
      .optional()
      .meta({ description: 'Now, with the step that is under way, unless said otherwise.' }),
    step: z.enum(seriesSteps).default('day'),
  }),
  responses: { 200: { description: 'The figures.', schema: usageFigures } },
  handle: async ({ params: { id }, query, at, services }) => ({
    status: 200,
    body: await usageOf(services, id, query, at),
  }),
});

export const listBoundaryBreaches = route({
  method: 'get',
  path: '/v1/ai-systems/{id}/breaches',
  operationId: 'listBoundaryBreaches',
  summary: 'Where the use of an AI system broke its boundaries, newest first',
  tag,
  access: 'anyone',
  params,
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: onePage,
      schema: z.object({ items: z.array(boundaryBreach), next: z.string().nullable() }),
    },
  },
  handle: async ({ params: { id }, query, services }) => {
    await knownSystem(services, id);
    const after = query.cursor === undefined ? undefined : decodeCursor(newest, query.cursor);
    const breaches = await listBreaches(services.db, id, query.limit + 1, after);
    const { page: items, next } = pageOf(breaches, query.limit, ({ openedAt, case: number }) => ({
      openedAt,
      case: number,
    }));
    return { status: 200, body: { items, next } };
  },
});
