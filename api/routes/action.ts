import { z } from 'zod';
import { type ActionFilter, listActions } from '../../db/action.ts';
import { findPerson, namesOf } from '../../db/directory.ts';
import { type ActionCommand, actionStates } from '../../domain/action.ts';
import { actionProcess } from '../action-process.ts';
import { commandIdOf } from '../command-id.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { personNamed } from '../prepare-revision.ts';
import { answerOnce } from '../process-answer.ts';
import { readRoute } from '../read-route.ts';
import { actorOf, route } from '../route.ts';
import { accepted } from '../schemas/adoption-request.ts';
import { action, actionSummary, callingOff, completion, handover } from '../schemas/action.ts';
import { cursor, instant, limit, requestId, text } from '../schemas/text.ts';
import type { Services } from '../services.ts';

const tag = 'Actions';
const params = z.object({ id: requestId });
const answered = { description: 'Done; the action as it now stands.', schema: action, headers: ['ETag'] };
const pending = {
  description: 'Accepted; no worker has answered yet.',
  schema: accepted,
  headers: ['Location'],
};
const position = z.object({ dueAt: instant, id: z.uuid() });
const page = z.object({ items: z.array(actionSummary), next: z.string().nullable() });

export const listAllActions = route({
  method: 'get',
  path: '/v1/actions',
  operationId: 'listActions',
  summary: 'Conditions of approvals and decisions of management: who does them by when, soonest due first',
  tag,
  access: 'anyone',
  query: z.strictObject({
    subject: text(200).optional(),
    owner: text(200).optional().meta({ description: 'A person, by id or user name.' }),
    state: z.enum(actionStates).optional(),
    overdue: z
      .literal('true')
      .transform(() => true as const)
      .optional(),
    cursor,
    limit,
  }),
  responses: { 200: { description: 'One page; `next` is null on the last.', schema: page } },
  handle: async ({ query, services }) => {
    const owner =
      query.owner === undefined ? undefined : ((await findPerson(services.db, query.owner))?.id ?? '');
    return { status: 200, body: await actionPage(services, { ...query, owner }, query) };
  },
});

export const listAdoptionRequestActions = route({
  method: 'get',
  path: '/v1/adoption-requests/{id}/actions',
  operationId: 'listAdoptionRequestActions',
  summary: 'What the conditions of a request’s approval ask for, and how far it is',
  tag,
  access: 'anyone',
  params,
  query: z.strictObject({ cursor, limit }),
  responses: { 200: { description: 'One page; `next` is null on the last.', schema: page } },
  handle: async ({ params: { id }, query, services }) => ({
    status: 200,
    body: await actionPage(services, { subject: `adoption-request/${id}` }, query),
  }),
});

export const readAction = readRoute(actionProcess, {
  operationId: 'readAction',
  summary: 'Read an action',
  tag,
  shown: action,
});

export const completeAction = route({
  method: 'post',
  path: '/v1/actions/{id}/completion',
  operationId: 'completeAction',
  summary: 'Say that an action is done, and how',
  tag,
  access: 'person',
  params,
  body: completion,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, actionProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'complete', by: actor.person, at, actor, ...body }),
    );
  },
});

export const handOverAction = route({
  method: 'post',
  path: '/v1/actions/{id}/handover',
  operationId: 'handOverAction',
  summary: 'Hand an action over to somebody else; when it is due stays as it is',
  tag,
  access: 'person',
  params,
  body: handover,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, actionProcess, id, command, async (identity): Promise<ActionCommand> => {
      const owner = await personNamed(services, body.owner, '/owner');
      return { ...identity, type: 'handOver', by: actor.person, at, actor, owner };
    });
  },
});

export const callOffAction = route({
  method: 'post',
  path: '/v1/actions/{id}/calling-off',
  operationId: 'callOffAction',
  summary: 'Call an action off; never one’s own',
  tag,
  access: 'person',
  params,
  body: callingOff,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, actionProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'callOff', by: actor.person, at, actor, ...body }),
    );
  },
});

async function actionPage(
  { db }: Services,
  filter: ActionFilter,
  asked: { cursor?: string | undefined; limit: number },
) {
  const after = asked.cursor === undefined ? undefined : decodeCursor(position, asked.cursor);
  const items = await listActions(db, filter, asked.limit + 1, after);
  const { page: shown, next } = pageOf(items, asked.limit, ({ dueAt, id }) => ({ dueAt, id }));
  const nameOf = await namesOf(
    db,
    shown.map(({ owner }) => owner),
  );
  return { items: shown.map((item) => ({ ...item, owner: nameOf(item.owner) })), next };
}
