import { otlpReport, otlpTraces } from '../schemas/otlp.ts';
import { usageBatch, usageReport } from '../schemas/usage.ts';
import { bringerOf } from '../training-completion.ts';
import { route } from '../route.ts';
import { takeUsage } from '../usage-batch.ts';
import { otlpProtobuf } from '../otlp-protobuf.ts';
import { takeTraces } from '../otlp.ts';

const tag = 'Use of AI systems';

export const addUsageEvents = route({
  method: 'post',
  path: '/v1/usage-events',
  operationId: 'addUsageEvents',
  summary:
    'Tell how AI systems were used, as what stands in front of them does: many events at a time, each judged by itself',
  tag,
  access: ['compliance_manager'],
  scope: 'usage',
  body: usageBatch,
  largestBody: '10mb',
  responses: {
    200: { description: 'What became of each event; what was accepted is on record.', schema: usageReport },
  },
  handle: async ({ body: { events }, caller, at, services }) => ({
    status: 200,
    body: await takeUsage(services, events, bringerOf(caller), at),
  }),
});

export const addTraces = route({
  method: 'post',
  path: '/v1/otlp/v1/traces',
  operationId: 'addOtlpTraces',
  summary:
    'The same by OpenTelemetry: spans of the GenAI semantic conventions over OTLP/HTTP; what was said in them is dropped',
  tag,
  access: ['compliance_manager'],
  scope: 'usage',
  body: otlpTraces,
  largestBody: '10mb',
  binary: otlpProtobuf,
  responses: {
    200: { description: 'An ExportTraceServiceResponse of OTLP.', schema: otlpReport },
  },
  handle: async ({ body, caller, at, services }) => ({
    status: 200,
    body: await takeTraces(services, body, bringerOf(caller), at),
  }),
});
