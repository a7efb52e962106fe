import { z } from 'zod';
import { acknowledge, acknowledgedAt, type AcknowledgementRefusal } from '../../db/acknowledgement.ts';
import { countCampaign, outstandingOf } from '../../db/assignment-list.ts';
import { namesOf } from '../../db/directory.ts';
import { acknowledgedFile, outstandingFile } from '../acknowledgement-list.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { endOfDay } from '../day.ts';
import { whoseManager } from '../people-shown.ts';
import { policyProcess } from '../policy-process.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { recordedProcess } from '../process-answer.ts';
import { fileHeaders } from '../register-file.ts';
import { actorOf, route } from '../route.ts';
import {
  acknowledged,
  acknowledgement,
  acknowledging,
  campaignCount,
  outstanding,
} from '../schemas/acknowledgement.ts';
import { cursor, instant, limit, localDate, requestId } from '../schemas/text.ts';

const tag = 'Acknowledgements';
const params = z.object({ id: requestId });
const format = z.enum(['csv', 'json']).default('csv');

const refusals: Record<AcknowledgementRefusal, [ProblemCode, string]> = {
  unknown_version: ['not_found', 'This policy has no such version.'],
  not_in_force: ['stale_revision', 'This version is not in force: read the one that is.'],
  other_text: ['stale_revision', 'This version says something else than what you have read.'],
};

export const acknowledgePolicy = route({
  method: 'post',
  path: '/v1/policies/{id}/acknowledgements',
  operationId: 'acknowledgePolicy',
  summary: 'Agree to the version in force, as you have read it; said again, the first time counts',
  tag,
  access: 'self',
  params,
  body: acknowledging,
  responses: { 200: { description: 'On record, for good.', schema: acknowledgement } },
  handle: async ({ params: { id }, body, caller, at, services }) => {
    const { person } = actorOf(caller);
    await recordedProcess(services, policyProcess, id);
    const answer = await acknowledge(services.db, { policy: id, person, ...body, at });
    if (typeof answer === 'string') throw new Problem(...refusals[answer]);
    const nameOf = await namesOf(services.db, [person]);
    return { status: 200, body: { ...answer, person: nameOf(person) } };
  },
});

const onDay = {
  on: localDate.optional().meta({ description: 'A day, to its end; now, if not said.' }),
  version: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Who had acknowledged this one, whatever they have acknowledged since.' }),
};

export const listPolicyAcknowledgements = route({
  method: 'get',
  path: '/v1/policies/{id}/acknowledgements',
  operationId: 'listPolicyAcknowledgements',
  summary:
    'Who had acknowledged which version on a day, each with their last one, or of one version: your people, or everybody',
  tag,
  access: 'anyone',
  params,
  query: z.strictObject({ ...onDay, cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({
        at: instant,
        items: z.array(acknowledged),
        next: z.string().nullable(),
      }),
    },
  },
  handle: async ({ params: { id }, query, caller, at: now, services }) => {
    const { state } = await recordedProcess(services, policyProcess, id);
    const manager = whoseManager(caller, state.details.owner);
    const at = await endOfDay(services, query.on, now);
    const position = z.object({ userName: z.string() });
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor).userName;
    const { version } = query;
    const found = await acknowledgedAt(services.db, id, at, {
      version,
      after,
      manager,
      limit: query.limit + 1,
    });
    const { page, next } = pageOf(found, query.limit, ({ userName }) => ({ userName }));
    const items = page.map(({ person, userName, name, ...rest }) => ({
      person: { id: person, userName, name },
      ...rest,
    }));
    return { status: 200, body: { at, items, next } };
  },
});

export const exportPolicyAcknowledgements = route({
  method: 'get',
  path: '/v1/policies/{id}/acknowledgements/export',
  operationId: 'exportPolicyAcknowledgements',
  summary: 'Who had acknowledged which version on a day, as a file',
  tag,
  access: 'anyone',
  params,
  query: z.strictObject({ ...onDay, format }),
  responses: { 200: { description: 'The file, sent while it is made.', headers: ['Content-Disposition'] } },
  handle: async ({ params: { id }, query, caller, at: now, services }) => {
    const { state } = await recordedProcess(services, policyProcess, id);
    const manager = whoseManager(caller, state.details.owner);
    const at = await endOfDay(services, query.on, now);
    return {
      status: 200,
      stream: acknowledgedFile(services, id, at, { version: query.version, manager }, query.format),
      headers: fileHeaders('acknowledgements', query.format),
    };
  },
});

export const listPolicyOutstanding = route({
  method: 'get',
  path: '/v1/policies/{id}/outstanding',
  operationId: 'listPolicyOutstanding',
  summary: 'Who is asked to acknowledge a policy and has not, soonest due first: your people, or everybody',
  tag,
  access: 'anyone',
  params,
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({
        count: campaignCount,
        items: z.array(outstanding),
        next: z.string().nullable(),
      }),
    },
  },
  handle: async ({ params: { id }, query, caller, services }) => {
    const { state } = await recordedProcess(services, policyProcess, id);
    const manager = whoseManager(caller, state.details.owner);
    const position = z.object({ dueAt: instant, person: z.string() });
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await outstandingOf(services.db, id, query.limit + 1, { after, manager });
    const { page, next } = pageOf(found, query.limit, ({ dueAt, person }) => ({ dueAt, person }));
    const items = page.map(({ person, userName, name, ...rest }) => ({
      person: { id: person, userName, name },
      ...rest,
    }));
    return { status: 200, body: { count: await countCampaign(services.db, id), items, next } };
  },
});

export const exportPolicyOutstanding = route({
  method: 'get',
  path: '/v1/policies/{id}/outstanding/export',
  operationId: 'exportPolicyOutstanding',
  summary: 'Who is asked to acknowledge a policy and has not, as a file',
  tag,
  access: 'anyone',
  params,
  query: z.strictObject({ format }),
  responses: { 200: { description: 'The file, sent while it is made.', headers: ['Content-Disposition'] } },
  handle: async ({ params: { id }, query, caller, services }) => {
    const { state } = await recordedProcess(services, policyProcess, id);
    const manager = whoseManager(caller, state.details.owner);
    return {
      status: 200,
      stream: outstandingFile(services, id, query.format, manager),
      headers: fileHeaders('outstanding', query.format),
    };
  },
});
