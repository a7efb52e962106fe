import { z } from 'zod';
import { findDuty, subjectOf } from '../../db/duty.ts';
import { dutyRoles } from '../../domain/duty.ts';
import { commandIdOf } from '../command-id.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { commandDuty, dutyReply, scheduleFollows } from '../duty-command.ts';
import { dutiesAt, firingsOf } from '../duty-list.ts';
import { unknown } from '../process.ts';
import { actorOf, type Call, route } from '../route.ts';
import { duty, dutyFiring, dutyId, dutyReason } from '../schemas/duty.ts';
import { cursor, limit } from '../schemas/text.ts';

const tag = 'Duties';
const params = z.object({ id: dutyId });
const done = { description: 'Done; the duty as it now stands.', schema: duty };
const later = {
  description:
    'On record, and it holds. Temporal has not heard of it yet: its schedule follows within a minute.',
  schema: duty,
};

export const listAllDuties = route({
  method: 'get',
  path: '/v1/duties',
  operationId: 'listDuties',
  summary: 'Recurring duties: what fires next, what fired last and what came of it',
  tag,
  access: 'anyone',
  responses: { 200: { description: 'All of them.', schema: z.object({ items: z.array(duty) }) } },
  handle: async ({ services, at }) => ({ status: 200, body: { items: await dutiesAt(services, at) } }),
});

export const readDuty = route({
  method: 'get',
  path: '/v1/duties/{id}',
  operationId: 'readDuty',
  summary: 'One recurring duty',
  tag,
  access: 'anyone',
  params,
  responses: { 200: { description: 'The duty.', schema: duty } },
  handle: (call) => dutyReply(call),
});

export const listDutyFirings = route({
  method: 'get',
  path: '/v1/duties/{id}/firings',
  operationId: 'listDutyFirings',
  summary: 'Every time that a duty fired or was run by hand, newest first, and what came of it',
  tag,
  access: 'anyone',
  params,
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(dutyFiring), next: z.string().nullable() }),
    },
  },
  handle: async ({ params: { id }, query, services }) => {
    if ((await findDuty(services.db, id)) === undefined) throw unknown({ noun: 'duty' });
    const before =
      query.cursor === undefined ? undefined : decodeCursor(z.object({ seq: z.int() }), query.cursor).seq;
    const firings = await firingsOf(services, id, query.limit + 1, before);
    const { page, next } = pageOf(firings, query.limit, ({ seq }) => ({ seq }));
    return { status: 200, body: { items: page.map(({ firing }) => firing), next } };
  },
});

export const pauseDuty = route({
  method: 'post',
  path: '/v1/duties/{id}/pause',
  operationId: 'pauseDuty',
  summary: 'Pause a duty: what comes due meanwhile is not made up for',
  tag,
  access: dutyRoles,
  params,
  body: dutyReason,
  headers: ['Idempotency-Key'],
  responses: { 200: done, 202: later },
  handle: async (call) => {
    await commandDuty(call, { ...said(call), type: 'pause' });
    return dutyReply(call, (await scheduleFollows(call)) ? 200 : 202);
  },
});

export const resumeDuty = route({
  method: 'post',
  path: '/v1/duties/{id}/resumption',
  operationId: 'resumeDuty',
  summary: 'Take up a paused duty again, from its next firing on',
  tag,
  access: dutyRoles,
  params,
  body: dutyReason,
  headers: ['Idempotency-Key'],
  responses: { 200: done, 202: later },
  handle: async (call) => {
    await commandDuty(call, { ...said(call), type: 'resume' });
    return dutyReply(call, (await scheduleFollows(call)) ? 200 : 202);
  },
});

export const runDuty = route({
  method: 'post',
  path: '/v1/duties/{id}/run',
  operationId: 'runDuty',
  summary: 'Run a duty now, out of turn and once; its rhythm stays as it is',
  tag,
  access: dutyRoles,
  params,
  body: dutyReason,
  headers: ['Idempotency-Key'],
  responses: { 200: done },
  handle: async (call) => {
    const found = await findDuty(call.services.db, call.params.id);
    if (found === undefined) throw unknown({ noun: 'duty' });
    const command = said(call);
    const occasion = `run/${command.id}`;
    const subject = subjectOf(found.state.definition, occasion);
    await commandDuty(call, { ...command, type: 'run', occasion, subject });
    return dutyReply(call);
  },
});

/** What every command has, from whoever sends it. */
function said({
  body,
  header,
  caller,
  at,
  path,
}: Pick<Call<undefined, undefined, typeof dutyReason>, 'body' | 'header' | 'caller' | 'at' | 'path'>) {
  const actor = actorOf(caller);
  const key = header('Idempotency-Key');
  const { id, requestHash } = commandIdOf(actor.person, `POST ${path}`, key, body);
  return { id, requestHash, by: actor.person, at, actor, ...body };
}
