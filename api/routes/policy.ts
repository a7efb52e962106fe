import { z } from 'zod';
import { findPerson, namesOf } from '../../db/directory.ts';
import { savePolicyDraft } from '../../db/policy-draft.ts';
import { listPolicies } from '../../db/policy.ts';
import { policyStates } from '../../domain/policy-state.ts';
import { audienceNamed } from '../audience.ts';
import { commandRoutes } from '../command-route.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { eventsRoute } from '../events-route.ts';
import { policyProcess } from '../policy-process.ts';
import { personNamed } from '../prepare-revision.ts';
import { readRoute } from '../read-route.ts';
import { route } from '../route.ts';
import { policy, policyChange, policyCreation, policySummary, reasoned } from '../schemas/policy.ts';
import { cursor, limit, requestId, someText, text } from '../schemas/text.ts';
import { startRoutes } from '../start-route.ts';

const tag = 'Policies';
const params = z.object({ id: requestId });

export const listAllPolicies = route({
  method: 'get',
  path: '/v1/policies',
  operationId: 'listPolicies',
  summary: 'Policies by title, with how many have acknowledged each',
  tag,
  access: 'anyone',
  query: z.strictObject({
    state: z.enum(policyStates).optional(),
    owner: text(200).optional().meta({ description: 'A person, by id or user name.' }),
    q: someText(200).optional().meta({ description: 'Part of the title.' }),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(policySummary), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services: { db } }) => {
    const { state, q } = query;
    const owner = query.owner === undefined ? undefined : ((await findPerson(db, query.owner))?.id ?? '');
    const position = z.object({ title: z.string(), id: z.uuid() });
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await listPolicies(db, { state, owner, q }, query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, ({ title, id }) => ({ title, id }));
    const nameOf = await namesOf(
      db,
      page.map((item) => item.owner),
    );
    return {
      status: 200,
      body: { items: page.map((item) => ({ ...item, owner: nameOf(item.owner) })), next },
    };
  },
});

export const createPolicy = startRoutes(policyProcess, { tag, shown: policy })(
  {
    path: '/v1/policies',
    operationId: 'createPolicy',
    summary: 'Create a policy; its first review, in which its owner writes it, begins',
    access: ['compliance_manager'],
    body: policyCreation,
    done: 'Created.',
  },
  async ({ body: { text: draft, ...said }, actor: { person: by }, at, id, services }) => {
    const owner = said.owner === undefined ? by : await personNamed(services, said.owner, '/owner');
    const details = { ...said, owner, audience: await audienceNamed(services, said.audience, '/audience') };
    if (draft !== undefined) await savePolicyDraft(services.db, id, draft, { seen: 0, by, at });
    return { type: 'create', details };
  },
);

export const readPolicy = readRoute(policyProcess, {
  operationId: 'readPolicy',
  summary: 'Read a policy: the version in force, and the review in progress',
  tag,
  shown: policy,
});

const command = commandRoutes(policyProcess, { tag, shown: policy });

export const changePolicy = command(
  {
    method: 'patch',
    path: '/v1/policies/{id}',
    operationId: 'changePolicy',
    summary: 'Change who owns a policy, who signs it, whom it is for and when it is reviewed',
    params,
    body: policyChange,
    ifMatch: 'optional',
  },
  async ({ body, actor, process: { state }, services }) => {
    const { owner, audience, ...said } = body;
    const given = Object.entries<unknown>(said).filter(([, value]) => value !== undefined);
    const details = {
      ...state.details,
      ...Object.fromEntries(given),
      ...(owner === undefined ? {} : { owner: await personNamed(services, owner, '/owner') }),
      ...(audience === undefined ? {} : { audience: await audienceNamed(services, audience, '/audience') }),
    };
    return { type: 'change', actor, details, replaces: state.details };
  },
);

export const retirePolicy = command(
  {
    path: '/v1/policies/{id}/retirement',
    operationId: 'retirePolicy',
    summary: 'Retire a policy, for good: it is in force no more, and nobody is asked for it',
    access: ['compliance_manager'],
    params,
    body: reasoned('PolicyRetirement', 'The acceptable use policy says all of it.'),
  },
  ({ body, actor }) => ({ type: 'retire', actor, ...body }),
);

export const readPolicyEvents = eventsRoute(policyProcess, { operationId: 'readPolicyEvents', tag });
