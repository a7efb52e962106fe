import { register } from 'prom-client';
import { z } from 'zod';
import { route } from '../route.ts';

const tag = 'Operations';

export const livez = route({
  method: 'get',
  path: '/livez',
  operationId: 'livez',
  summary: 'Whether this process runs',
  tag,
  access: 'public',
  responses: { 200: { description: 'It does.', schema: z.object({ alive: z.literal(true) }) } },
  handle: () => Promise.resolve({ status: 200, body: { alive: true } }),
});

const readiness = z.object({ ready: z.boolean(), missing: z.array(z.string()) });

export const readyz = route({
  method: 'get',
  path: '/readyz',
  operationId: 'readyz',
  summary: 'Whether database, migrations and Temporal are there',
  tag,
  access: 'public',
  responses: {
    200: { description: 'Ready.', schema: readiness },
    503: { description: 'Not ready; `missing` says why.', schema: readiness },
  },
  handle: async ({ services }) => {
    const state = await services.readiness();
    return { status: state.ready ? 200 : 503, body: state };
  },
});

export const metrics = route({
  method: 'get',
  path: '/metrics',
  operationId: 'metrics',
  summary: 'Prometheus metrics of this process',
  tag,
  access: 'public',
  responses: { 200: { description: 'Prometheus text format.' } },
  handle: async () => ({
    status: 200,
    text: await register.metrics(),
    headers: { 'Content-Type': register.contentType },
  }),
});
