import { z } from 'zod';
import { exportStream } from '../../db/audit.ts';
import { verifyAgainstKept } from '../../db/kept-checkpoints.ts';
import { Problem } from '../problem.ts';
import { route } from '../route.ts';
import { eventsSeen, text } from '../schemas/text.ts';

const tag = 'Audit';

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
