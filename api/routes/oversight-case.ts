import { z } from 'zod';
import { findPerson } from '../../db/directory.ts';
import { findSystemByReference } from '../../db/ai-system-name.ts';
import { listOversightCases } from '../../db/oversight-case.ts';
import { machineItself } from '../../domain/identity.ts';
import { oversightCaseStates, oversightKinds } from '../../domain/oversight-case-state.ts';
import { severities } from '../../domain/oversight-policy.ts';
import { commandIdOf } from '../command-id.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { eventsRoute } from '../events-route.ts';
import { oversightCaseProcess } from '../oversight-case-process.ts';
import { representCases } from '../oversight-case-representation.ts';
import { openCase } from '../oversight-opening.ts';
import { readRoute } from '../read-route.ts';
import { actorOf, type Caller, route } from '../route.ts';
import { oversightCase, oversightCaseSummary } from '../schemas/oversight-case.ts';
import { oversightOpening } from '../schemas/oversight-review.ts';
import { cursor, instant, limit, text } from '../schemas/text.ts';

const tag = 'Oversight cases';
const shown = { schema: oversightCase, headers: ['ETag'] };

const position = z.object({ openedAt: instant, id: z.uuid() });
const set = z
  .literal('true')
  .transform(() => true as const)
  .optional();

export const listAllOversightCases = route({
  method: 'get',
  path: '/v1/oversight-cases',
  operationId: 'listOversightCases',
  summary: 'Oversight cases, newest first',
  tag,
  access: 'anyone',
  query: z.strictObject({
    state: z.enum(oversightCaseStates).optional(),
    running: set.meta({ description: 'Neither closed nor called off.' }),
    kind: z.enum(oversightKinds).optional(),
    severity: z.enum(severities).optional(),
    system: text(200).optional().meta({ description: 'An AI system, by id or by name.' }),
    reviewer: text(200).optional().meta({ description: 'Who has it, by id or user name.' }),
    overdue: set.meta({ description: 'Somebody has let a time pass.' }),
    gap: set.meta({ description: 'Nobody was there to review.' }),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(oversightCaseSummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services: { db } }) => {
    const { reviewer, system, ...filter } = query;
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const person = reviewer === undefined ? undefined : await findPerson(db, reviewer);
    const used = system === undefined ? undefined : await findSystemByReference(db, system);
    // What is called by no name that is known has no cases.
    if ((reviewer !== undefined && !person) || (system !== undefined && !used)) {
      return { status: 200, body: { items: [], next: null } };
    }
    const found = { ...filter, reviewer: person?.id, system: used?.id };
    const listed = await listOversightCases(db, found, query.limit + 1, after);
    const { page, next } = pageOf(listed, query.limit, ({ openedAt, id }) => ({ openedAt, id }));
    return { status: 200, body: { items: await representCases(db, page), next } };
  },
});

export const openOversightCase = route({
  method: 'post',
  path: '/v1/oversight-cases',
  operationId: 'openOversightCase',
  summary: 'Have a decision of AI reviewed by a trained person, or report an incident',
  tag,
  access: 'person',
  scope: 'oversight',
  body: oversightOpening,
  headers: ['Idempotency-Key'],
  responses: {
    201: { ...shown, description: 'Opened.', headers: ['ETag', 'Location'] },
    202: {
      ...shown,
      description: 'Opened, and to be waited for; or accepted, and no worker has answered yet.',
      headers: ['ETag', 'Location'],
    },
  },
  handle: async ({ body, header, caller, at, path, services }) => {
    const by = openerOf(caller);
    const { holdUntilReviewed, ...matter } = body;
    const command = commandIdOf(by, `POST ${path}`, header('Idempotency-Key'), body);
    const held = holdUntilReviewed ? { holdUntilReviewed: true as const } : {};
    const reply = await openCase(services, command, by, at, { ...matter, ...held });
    return holdUntilReviewed ? { ...reply, status: 202 } : reply;
  },
});

function openerOf(caller: Caller): string {
  return caller.kind === 'machine' ? machineItself(caller.name) : actorOf(caller).person;
}

export const readOversightCase = readRoute(oversightCaseProcess, {
  operationId: 'readOversightCase',
  summary: 'Read a case: whether the decision is still held, what was looked at, decided and why',
  tag,
  shown: oversightCase,
  scope: 'oversight',
});

export const readOversightCaseEvents = eventsRoute(oversightCaseProcess, {
  operationId: 'readOversightCaseEvents',
  tag,
});
