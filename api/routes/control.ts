import { z } from 'zod';
import { failingRecords } from '../../db/control-check.ts';
import { statements } from '../../domain/control-catalogue.ts';
import { pagePathOf } from '../../domain/topic.ts';
import { controlStandings } from '../../db/control-standing.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { overseers } from '../people-shown.ts';
import { Problem } from '../problem.ts';
import { route } from '../route.ts';
import { controlStanding, failingRecord } from '../schemas/control.ts';
import { cursor, limit } from '../schemas/text.ts';

const tag = 'Compliance';
const position = z.strictObject({ stream: z.string(), title: z.string() });

export const listControls = route({
  method: 'get',
  path: '/v1/controls',
  operationId: 'listControls',
  summary:
    'How the controls of ISO/IEC 42001 that AI in use touches stand now, statement by statement, as the records show it',
  tag,
  access: [...overseers],
  responses: {
    200: {
      description: 'Every control with its statements.',
      schema: z.object({ at: z.iso.datetime(), items: z.array(controlStanding) }),
    },
  },
  handle: async ({ at, services: { db } }) => ({
    status: 200,
    body: { at, items: await controlStandings(db, at) },
  }),
});

export const listFailingRecords = route({
  method: 'get',
  path: '/v1/controls/statements/{statement}/failing',
  operationId: 'listFailingRecords',
  summary: 'The records that do not show what a statement says',
  tag,
  access: [...overseers],
  params: z.object({ statement: z.string().max(100) }),
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(failingRecord), next: z.string().nullable() }),
    },
  },
  handle: async ({ params, query, at, services: { db, publicUrl } }) => {
    const statement = statements.find(({ id }) => id === params.statement);
    if (statement === undefined) throw new Problem('not_found', 'There is no such statement.');
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await failingRecords(db, statement.check, at, query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, (record) => record);
    const items = page.map((record) => ({ ...record, url: `${publicUrl}${pagePathOf(record.stream)}` }));
    return { status: 200, body: { items, next } };
  },
});
