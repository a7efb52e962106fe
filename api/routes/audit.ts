import { z } from 'zod';
import { exportStream } from '../../db/audit.ts';
import { verifyAgainstKept } from '../../db/kept-checkpoints.ts';
import { eventPage } from '../audit.ts';
import { Problem } from '../problem.ts';
import { route } from '../route.ts';
import { cursor, eventsSeen, instant, limit, personName, text } from '../schemas/text.ts';

const tag = 'Audit';

const foundEvent = z
  .object({
    position: z.number().int(),
    stream: z.string(),
    seq: z.number().int(),
    type: z.string(),
    at: z.iso.datetime(),
    actor: personName,
    commandId: z.string().nullable(),
    hash: z.string(),
  })
  .meta({ id: 'RegisteredEvent' });

export const verifyAudit = route({
  method: 'get',
  path: '/v1/audit/verification',
  operationId: 'verifyAudit',
  summary: 'Walk every stream and checkpoint; names the first thing that does not hold',
  tag,
  access: ['auditor', 'compliance_manager', 'administrator'],
  responses: {
    200: {
      description: 'The result; `ok` is false where something is broken.',
      schema: z.object({
        ok: z.boolean(),
        streams: z.number().int(),
        events: z.number().int(),
        checkpoints: z.number().int(),
        broken: z
          .object({ stream: z.string(), seq: z.number(), position: z.number().nullable(), fault: z.string() })
          .nullable(),
      }),
    },
  },
  handle: async ({ services: { db, home } }) => {
    const result = await verifyAgainstKept(db, home);
    return { status: 200, body: result, headers: { 'Cache-Control': 'no-store' } };
  },
});

export const searchAuditEvents = route({
  method: 'get',
  path: '/v1/audit/events',
  operationId: 'searchAuditEvents',
  summary: 'Events of the whole register, newest first',
  tag,
  access: ['auditor', 'compliance_manager', 'administrator'],
  query: z.strictObject({
    stream: text(300).optional().meta({ description: 'Whole: “adoption-request/” and its id.' }),
    type: text(100).optional(),
    actor: text(200).optional().meta({ description: 'Who acted: a person by id or user name, or “system”.' }),
    from: instant.optional().meta({ description: 'At or after this instant.' }),
    to: instant.optional().meta({ description: 'Before this instant.' }),
    commandId: text(200).optional().meta({
      description:
        'Only what this command caused. Facts that no process decided need their stream beside it.',
    }),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(foundEvent), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services }) => ({ status: 200, body: await eventPage(services, query) }),
});

export const exportAuditStream = route({
  method: 'get',
  path: '/v1/audit/streams/{kind}/{id}',
  operationId: 'exportAuditStream',
  summary: 'A stream’s events with the bytes that were hashed and their hashes',
  tag,
  access: ['auditor', 'compliance_manager', 'administrator'],
  params: z.object({ kind: text(100), id: text(200) }),
  query: z.strictObject({
    after: eventsSeen,
    limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
  }),
  responses: {
    200: {
      description:
        'hash = sha256(prevHash ‖ canonical as UTF-8), prevHash of the first event is 32 zero bytes.',
      schema: z.object({
        stream: z.string(),
        items: z.array(
          z
            .object({ seq: z.number(), canonical: z.string(), prevHash: z.string(), hash: z.string() })
            .loose(),
        ),
      }),
    },
  },
  handle: async ({ params: { kind, id }, query, services: { db } }) => {
    const stream = `${kind}/${id}`;
    const items = await exportStream(db, stream, query.limit, query.after);
    if (items.length === 0 && query.after === 0) throw new Problem('not_found', 'There is no such stream.');
    return { status: 200, body: { stream, items } };
  },
});
