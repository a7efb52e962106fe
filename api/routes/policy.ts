import { z } from 'zod';
import { findPerson, namesOf } from '../../db/directory.ts';
import { savePolicyDraft } from '../../db/policy-draft.ts';
import { listPolicies } from '../../db/policy.ts';
import { type PolicyCommand, policyStates } from '../../domain/policy-state.ts';
import { audienceNamed } from '../audience.ts';
import { commandIdOf } from '../command-id.ts';
import { revisionSeen } from '../conditional.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { eventsRoute } from '../events-route.ts';
import { policyProcess } from '../policy-process.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { answerOnce, recordedProcess, repeatedOutcome, replyTo } from '../process-answer.ts';
import { startProcess } from '../process.ts';
import { readRoute } from '../read-route.ts';
import { actorOf, route } from '../route.ts';
import { accepted } from '../schemas/adoption-request.ts';
import { policy, policyChange, policyCreation, policySummary, reasoned } from '../schemas/policy.ts';
import { cursor, limit, requestId, someText, text } from '../schemas/text.ts';

const tag = 'Policies';
const params = z.object({ id: requestId });
const answered = { description: 'Done; the policy as it now stands.', schema: policy, headers: ['ETag'] };
const pending = {
  description: 'Accepted; no worker has answered yet.',
  schema: accepted,
  headers: ['Location'],
};

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

export const createPolicy = route({
  method: 'post',
  path: '/v1/policies',
  operationId: 'createPolicy',
  summary: 'Create a policy; its first review, in which its owner writes it, begins',
  tag,
  access: ['compliance_manager'],
  body: policyCreation,
  headers: ['Idempotency-Key'],
  responses: {
    201: { ...answered, description: 'Created.', headers: ['ETag', 'Location'] },
    202: pending,
  },
  handle: async ({ body, header, caller, at, path, services }) => {
    const { person: by } = actorOf(caller);
    const command = commandIdOf(by, `POST ${path}`, header('Idempotency-Key'), body);
    const repeated = await repeatedOutcome(services, command);
    if (repeated !== undefined) return replyTo(services, policyProcess, command.id, repeated, 201);
    const { text: draft, ...said } = body;
    const owner = said.owner === undefined ? by : await personNamed(services, said.owner, '/owner');
    const details = { ...said, owner, audience: await audienceNamed(services, said.audience, '/audience') };
    const { id, requestHash } = command;
    if (draft !== undefined) await savePolicyDraft(services.db, id, draft, { seen: 0, by, at });
    const create: PolicyCommand = { type: 'create', id, requestHash, by, at, details };
    const outcome = await startProcess(services, policyProcess, id, create);
    return replyTo(services, policyProcess, id, outcome, 201);
  },
});

export const readPolicy = readRoute(policyProcess, {
  operationId: 'readPolicy',
  summary: 'Read a policy: the version in force, and the review in progress',
  tag,
  shown: policy,
});

export const changePolicy = route({
  method: 'patch',
  path: '/v1/policies/{id}',
  operationId: 'changePolicy',
  summary: 'Change who owns a policy, who signs it, whom it is for and when it is reviewed',
  tag,
  access: 'person',
  params,
  body: policyChange,
  headers: ['If-Match', 'Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const ifMatch = header('If-Match');
    const seen = ifMatch === undefined ? undefined : revisionSeen(ifMatch);
    const command = commandIdOf(actor.person, `PATCH ${path}`, header('Idempotency-Key'), { seen, body });
    return answerOnce(services, policyProcess, id, command, async (identity): Promise<PolicyCommand> => {
      const { state, seq } = await recordedProcess(services, policyProcess, id);
      if (seen !== undefined && seen !== seq) {
        throw new Problem('stale_revision', 'The policy has changed since you saw it.');
      }
      const { owner, audience, ...said } = body;
      const given = Object.entries<unknown>(said).filter(([, value]) => value !== undefined);
      const details = {
        ...state.details,
        ...Object.fromEntries(given),
        ...(owner === undefined ? {} : { owner: await personNamed(services, owner, '/owner') }),
        ...(audience === undefined ? {} : { audience: await audienceNamed(services, audience, '/audience') }),
      };
      const replaces = state.details;
      return { ...identity, type: 'change', by: actor.person, at, actor, details, replaces };
    });
  },
});

export const retirePolicy = route({
  method: 'post',
  path: '/v1/policies/{id}/retirement',
  operationId: 'retirePolicy',
  summary: 'Retire a policy, for good: it is in force no more, and nobody is asked for it',
  tag,
  access: ['compliance_manager'],
  params,
  body: reasoned('PolicyRetirement', 'The acceptable use policy says all of it.'),
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, policyProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'retire', by: actor.person, at, actor, ...body }),
    );
  },
});

export const readPolicyEvents = eventsRoute(policyProcess, { operationId: 'readPolicyEvents', tag });
