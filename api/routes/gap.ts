import { z } from 'zod';
import { findPerson, namesOf } from '../../db/directory.ts';
import { listGaps } from '../../db/gap.ts';
import { gapStates } from '../../domain/gap-state.ts';
import { commandRoutes } from '../command-route.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { endOfDay } from '../day.ts';
import { eventsRoute } from '../events-route.ts';
import { gapProcess, statementNamed } from '../gap-process.ts';
import { overseers } from '../people-shown.ts';
import { personNamed } from '../prepare-revision.ts';
import { readRoute } from '../read-route.ts';
import { route } from '../route.ts';
import { gap, gapAssignment, gapClosing, gapPlan, gapSummary } from '../schemas/gap.ts';
import { cursor, instant, limit, requestId, text } from '../schemas/text.ts';

const tag = 'Compliance';
const params = z.object({ id: requestId });
const position = z.strictObject({ openedAt: instant, id: z.uuid() });

export const listAllGaps = route({
  method: 'get',
  path: '/v1/gaps',
  operationId: 'listGaps',
  summary: 'Gaps: statements that records deny, newest first',
  tag,
  access: [...overseers, 'management'],
  query: z.strictObject({
    state: z.enum(gapStates).optional(),
    statement: text(100).optional(),
    owner: text(200).optional().meta({ description: 'A person, by id or user name.' }),
    overdue: z
      .literal('true')
      .transform(() => true as const)
      .optional(),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(gapSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query: { state, statement, overdue, ...query }, services: { db } }) => {
    const owner = query.owner === undefined ? undefined : ((await findPerson(db, query.owner))?.id ?? '');
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await listGaps(db, { state, statement, owner, overdue }, query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, ({ openedAt, id }) => ({ openedAt, id }));
    const nameOf = await namesOf(
      db,
      page.flatMap((one) => one.owner ?? []),
    );
    const items = page.map((one) => ({
      ...one,
      owner: one.owner && nameOf(one.owner),
      statement: statementNamed(one.statement),
    }));
    return { status: 200, body: { items, next } };
  },
});

export const readGap = readRoute(gapProcess, {
  operationId: 'readGap',
  summary: 'Read a gap',
  tag,
  shown: gap,
});

export const readGapEvents = eventsRoute(gapProcess, { operationId: 'readGapEvents', tag });

const command = commandRoutes(gapProcess, { tag, shown: gap });

export const assignGap = command(
  {
    path: '/v1/gaps/{id}/assignment',
    operationId: 'assignGap',
    summary: 'Say whose a gap is; when it is due stays as it is',
    params,
    body: gapAssignment,
  },
  async ({ body, actor, services }) => ({
    type: 'assign',
    actor,
    owner: await personNamed(services, body.owner, '/owner'),
  }),
);

export const planGap = command(
  {
    path: '/v1/gaps/{id}/plan',
    operationId: 'planGap',
    summary: 'Say how a gap is closed, and by when; nobody gives themselves more time',
    params,
    body: gapPlan,
  },
  async ({ body: { text, dueOn }, actor, at, services }) => ({
    type: 'plan',
    actor,
    text,
    dueAt: await endOfDay(services, dueOn, at),
  }),
);

export const closeGap = command(
  {
    path: '/v1/gaps/{id}/closing',
    operationId: 'closeGap',
    summary: 'Close a gap, once its check passes: what it came from, and what was done about it',
    params,
    body: gapClosing,
  },
  ({ body, actor }) => ({ type: 'close', actor, ...body }),
);
