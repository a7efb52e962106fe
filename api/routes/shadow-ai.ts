import { z } from 'zod';
import { findAiSystem } from '../../db/ai-system.ts';
import type { Database } from '../../db/database.ts';
import { findPerson, namesOf } from '../../db/directory.ts';
import { listShadowAi } from '../../db/shadow-ai.ts';
import { systemsMeant } from '../../db/usage-system.ts';
import { shadowAiStates } from '../../domain/shadow-ai.ts';
import { commandRoutes } from '../command-route.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { eventsRoute } from '../events-route.ts';
import { overseers } from '../people-shown.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { readRoute } from '../read-route.ts';
import { route } from '../route.ts';
import {
  shadowAi,
  shadowAiBlocking,
  shadowAiDismissal,
  shadowAiHandover,
  shadowAiRegistration,
  shadowAiSummary,
} from '../schemas/shadow-ai.ts';
import { cursor, instant, limit, requestId, text } from '../schemas/text.ts';
import { shadowAiProcess } from '../shadow-ai-process.ts';

const tag = 'Use of AI systems';
const params = z.object({ id: requestId });
const position = z.strictObject({ openedAt: instant, id: z.uuid() });

export const listAllShadowAi = route({
  method: 'get',
  path: '/v1/shadow-ai',
  operationId: 'listShadowAi',
  summary: 'AI systems that are used and were not in the register: one finding each, newest first',
  tag,
  access: [...overseers],
  query: z.strictObject({
    state: z.enum(shadowAiStates).optional(),
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
      schema: z.object({ items: z.array(shadowAiSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query: { state, overdue, ...query }, services: { db } }) => {
    const owner = query.owner === undefined ? undefined : ((await findPerson(db, query.owner))?.id ?? '');
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await listShadowAi(db, { state, owner, overdue }, query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, ({ openedAt, id }) => ({ openedAt, id }));
    const nameOf = await namesOf(
      db,
      page.flatMap((one) => one.owner ?? []),
    );
    const items = page.map((one) => ({ ...one, owner: one.owner && nameOf(one.owner) }));
    return { status: 200, body: { items, next } };
  },
});

export const readShadowAi = readRoute(shadowAiProcess, {
  operationId: 'readShadowAi',
  summary: 'Read a finding of shadow AI',
  tag,
  shown: shadowAi,
});

export const readShadowAiEvents = eventsRoute(shadowAiProcess, { operationId: 'readShadowAiEvents', tag });

const command = commandRoutes(shadowAiProcess, { tag, shown: shadowAi });

export const handOverShadowAi = command(
  {
    path: '/v1/shadow-ai/{id}/handover',
    operationId: 'handOverShadowAi',
    summary: 'Hand a finding over to somebody else; when it is due stays as it is',
    params,
    body: shadowAiHandover,
  },
  async ({ body, actor, services }) => ({
    type: 'handOver',
    actor,
    owner: await personNamed(services, body.owner, '/owner'),
  }),
);

export const registerShadowAi = command(
  {
    path: '/v1/shadow-ai/{id}/registration',
    operationId: 'registerShadowAi',
    summary:
      'Say that it is another name of a system that is in the register: what is told of it from now on counts there',
    params,
    body: shadowAiRegistration,
  },
  async ({ body: { system, note }, actor, services: { db } }) => ({
    type: 'register',
    actor,
    system: await systemInRegister(db, system),
    note,
  }),
);

export const blockShadowAi = command(
  {
    path: '/v1/shadow-ai/{id}/blocking',
    operationId: 'blockShadowAi',
    summary: 'Say that it is blocked, and how; whoever uses it all the same is found again',
    params,
    body: shadowAiBlocking,
  },
  ({ body: { note }, actor }) => ({ type: 'block', actor, note }),
);

export const dismissShadowAi = command(
  {
    path: '/v1/shadow-ai/{id}/dismissal',
    operationId: 'dismissShadowAi',
    summary: 'Say that it is no AI system; never of one’s own finding',
    params,
    body: shadowAiDismissal,
  },
  ({ body: { reason }, actor }) => ({ type: 'dismiss', actor, reason }),
);

async function systemInRegister(db: Database, reference: string): Promise<string> {
  const meant = (await systemsMeant(db, [{ system: reference }]))({ system: reference });
  const known = meant && (await findAiSystem(db, meant.id));
  if (known !== undefined && known.state.state !== 'decommissioned') return known.id;
  const detail = known === undefined ? 'There is no such AI system.' : 'This AI system is decommissioned.';
  throw new Problem('invalid', detail, { errors: [{ pointer: '/system', detail }] });
}
