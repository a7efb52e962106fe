import { z } from 'zod';
import { failingRecords } from '../../db/control-check.ts';
import { controlHistory, statementHistory, yearUntil } from '../../db/control-evaluation.ts';
import { policyInForce } from '../../db/approval-policy.ts';
import { lookBackDays } from '../../domain/control.ts';
import { daysAfter } from '../../domain/days.ts';
import { pagePathOf } from '../../domain/topic.ts';
import { knownStatement } from '../control-evidence.ts';
import { controlStandings } from '../../db/control-standing.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { overseers } from '../people-shown.ts';
import { route } from '../route.ts';
import { controlDay, controlStanding, failingRecord, statementResult } from '../schemas/control.ts';
import { cursor, limit } from '../schemas/text.ts';

const tag = 'Compliance';
const params = z.object({ statement: z.string().max(100) });
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
  params,
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(failingRecord), next: z.string().nullable() }),
    },
  },
  handle: async ({ params, query, at, services: { db, publicUrl } }) => {
    const statement = knownStatement(params.statement);
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await failingRecords(db, statement, yearUntil(at), query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, (record) => record);
    const items = page.map((record) => ({ ...record, url: `${publicUrl}${pagePathOf(record.stream)}` }));
    return { status: 200, body: { items, next } };
  },
});

export const readControlHistory = route({
  method: 'get',
  path: '/v1/controls/history',
  operationId: 'readControlHistory',
  summary: 'How many statements stood how at the end of each day of the last year, as it was put down then',
  tag,
  access: [...overseers],
  responses: {
    200: {
      description: 'In order; days on which nobody looked are left out.',
      schema: z.object({ items: z.array(controlDay) }),
    },
  },
  handle: async ({ at, services: { db } }) => {
    const { timeZone } = (await policyInForce(db)).rules.calendar;
    const since = daysAfter(at, -lookBackDays);
    return { status: 200, body: { items: await controlHistory(db, { since, timeZone }) } };
  },
});

export const readStatementHistory = route({
  method: 'get',
  path: '/v1/controls/statements/{statement}/history',
  operationId: 'readStatementHistory',
  summary: 'How a statement stood at the end of each day of the last year, as it was put down then',
  tag,
  access: [...overseers],
  params,
  responses: {
    200: {
      description: 'In order; days on which nobody looked are left out.',
      schema: z.object({ items: z.array(statementResult) }),
    },
  },
  handle: async ({ params, at, services: { db } }) => {
    const { id: statement } = knownStatement(params.statement);
    const { timeZone } = (await policyInForce(db)).rules.calendar;
    const since = daysAfter(at, -lookBackDays);
    return { status: 200, body: { items: await statementHistory(db, { statement, since, timeZone }) } };
  },
});
