import { z } from 'zod';
import { inboxReasons, inboxShows } from '../../db/inbox.ts';
import { taskKinds } from '../../db/tables/task.ts';
import { requestStates } from '../../domain/adoption-request-state.ts';
import { signOffRoles } from '../../domain/identity.ts';
import { tiers } from '../../domain/triage.ts';
import { donePage, taskPage, waitingPage } from '../inbox.ts';
import { actorOf, route } from '../route.ts';
import { cursor, instant, limit, personName } from '../schemas/text.ts';

const shared = {
  id: z.uuid(),
  role: z.enum(signOffRoles),
  title: z.string(),
  systemName: z.string(),
  tier: z.enum(tiers),
  requester: personName,
};

const waiting = z.object({
  ...shared,
  revision: z.number().int(),
  submittedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  why: z.enum(inboxReasons),
  actsFor: personName.nullable(),
});

const done = z.object({ ...shared, state: z.enum(requestStates), signedAt: z.iso.datetime() });

export const readMyInbox = route({
  method: 'get',
  path: '/v1/inbox',
  operationId: 'readInbox',
  summary: 'What waits for me, soonest due first, and why me',
  tag: 'Inbox',
  access: 'person',
  query: z.strictObject({
    show: z.enum(inboxShows).optional().meta({
      description: 'Only what is assigned to me alone, to a role of mine, handed or escalated to me.',
    }),
    dueBy: instant.optional().meta({ description: 'Only what is due by then; now: what is overdue.' }),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(waiting), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, caller, at, services }) => ({
    status: 200,
    body: await waitingPage(services, actorOf(caller), at, query),
  }),
});

const task = z.object({
  stream: z.string().meta({ description: 'What it is about: `risk/` or `action/` and an id.' }),
  key: z.string(),
  kind: z.enum(taskKinds),
  title: z.string(),
  escalated: z.boolean().meta({ description: 'Whether another has let the time pass.' }),
  since: z.iso.datetime(),
  dueAt: z.iso.datetime(),
});

export const readMyTasks = route({
  method: 'get',
  path: '/v1/inbox/tasks',
  operationId: 'readTasks',
  summary: 'What waits for me beside sign-offs of requests, soonest due first',
  tag: 'Inbox',
  access: 'person',
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(task), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, caller, services }) => ({
    status: 200,
    body: await taskPage(services, actorOf(caller), query),
  }),
});

export const readMyDone = route({
  method: 'get',
  path: '/v1/inbox/done',
  operationId: 'readDone',
  summary: 'What I have signed, or what was signed in my name, latest first',
  tag: 'Inbox',
  access: 'person',
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(done), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, caller, services }) => ({
    status: 200,
    body: await donePage(services, actorOf(caller), query),
  }),
});
