import { z } from 'zod';
import { policyInForce } from '../../db/approval-policy.ts';
import type { AdoptionRequestCommand } from '../../domain/adoption-request-state.ts';
import { planApproval } from '../../domain/approval-plan.ts';
import { adoptionRequestProcess } from '../adoption-request-process.ts';
import { commandIdOf } from '../command-id.ts';
import { revisionSeen } from '../conditional.ts';
import { courseAsked } from '../course.ts';
import { mergeAmendment } from '../merge-amendment.ts';
import { personNamed, prepareRevision } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { answerOnce, recordedProcess } from '../process-answer.ts';
import { amendedSystem, withVendor } from '../request-vendor.ts';
import { refuseToAmendNothing } from '../request-ai-system.ts';
import { readRoute } from '../read-route.ts';
import { actorOf, route } from '../route.ts';
import { pending } from '../schemas/accepted.ts';
import {
  adoptionRequest,
  amendment,
  reopening,
  signOff,
  submission,
  withdrawal,
} from '../schemas/adoption-request.ts';
import { requestId } from '../schemas/text.ts';
import { startRoutes } from '../start-route.ts';

const tag = 'Adoption requests';
const params = z.object({ id: requestId });
const answered = {
  description: 'Done; the request as it now stands.',
  schema: adoptionRequest,
  headers: ['ETag'],
};

export const submitAdoptionRequest = startRoutes(adoptionRequestProcess, { tag, shown: adoptionRequest })(
  {
    path: '/v1/adoption-requests',
    operationId: 'submitAdoptionRequest',
    summary: 'Ask to adopt an AI system',
    access: 'person',
    body: submission,
    done: 'Submitted and triaged.',
  },
  async ({ body, at, services }) => {
    const businessOwner = await personNamed(services, body.businessOwner, '/businessOwner', 'business_owner');
    const { version, hash, rules } = await policyInForce(services.db);
    const policy = { version, hash, rules };
    const system = await withVendor(services, body.system);
    await refuseToAmendNothing(services, system);
    const prepared = prepareRevision({ ...body, system, businessOwner }, policy, null, at);
    return { type: 'submit', policy, ...prepared };
  },
);

export const readAdoptionRequest = readRoute(adoptionRequestProcess, {
  operationId: 'readAdoptionRequest',
  summary: 'Read a request; its ETag names the revision of what is asked',
  tag,
  shown: adoptionRequest,
});

export const amendAdoptionRequest = route({
  method: 'patch',
  path: '/v1/adoption-requests/{id}',
  operationId: 'amendAdoptionRequest',
  summary: 'Amend what is asked: a new revision, which voids the sign-offs that rested on what changed',
  tag,
  access: 'person',
  params,
  body: amendment,
  headers: ['If-Match', 'Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const { person } = actorOf(caller);
    const revision = revisionSeen(header('If-Match'));
    const command = commandIdOf(person, `PATCH ${path}`, header('Idempotency-Key'), { revision, body });
    return answerOnce(
      services,
      adoptionRequestProcess,
      id,
      command,
      async (identity): Promise<AdoptionRequestCommand> => {
        const { state: request } = await recordedProcess(services, adoptionRequestProcess, id);
        // Merged into an older revision than it is for, it would silently take back what came between.
        if (revision > request.revision)
          throw new Problem('stale_revision', `The request is at revision ${request.revision}.`);
        const owner = body.businessOwner;
        const businessOwner =
          owner === undefined
            ? undefined
            : await personNamed(services, owner, '/businessOwner', 'business_owner');
        const merged = mergeAmendment(request.content, { ...body, businessOwner });
        const system = await amendedSystem(services, request.content.system, body.system);
        await refuseToAmendNothing(services, system);
        const content = { ...merged, system };
        const prepared = prepareRevision(content, request.policy, request.reopening, at);
        return { ...identity, type: 'amend', revision, by: person, at, ...prepared };
      },
    );
  },
});

export const signOffAdoptionRequest = route({
  method: 'post',
  path: '/v1/adoption-requests/{id}/sign-offs',
  operationId: 'signOffAdoptionRequest',
  summary: 'Sign off for a role, as its member, a delegate or the escalation contact',
  tag,
  access: 'person',
  params,
  body: signOff,
  headers: ['If-Match', 'Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const revision = revisionSeen(header('If-Match'));
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), { revision, body });
    return answerOnce(
      services,
      adoptionRequestProcess,
      id,
      command,
      async (identity): Promise<AdoptionRequestCommand> => {
        const conditions = await Promise.all(
          body.conditions.map(async (condition, index) => ({
            ...condition,
            owner: await personNamed(services, condition.owner, `/conditions/${index}/owner`),
            ...(await courseAsked(services, condition.course, `/conditions/${index}/course`)),
          })),
        );
        const { role, decision, comment } = body;
        return {
          ...identity,
          type: 'signOff',
          by: actor.person,
          at,
          actor,
          revision,
          role,
          decision,
          comment,
          conditions,
        };
      },
    );
  },
});

export const withdrawAdoptionRequest = route({
  method: 'post',
  path: '/v1/adoption-requests/{id}/withdrawal',
  operationId: 'withdrawAdoptionRequest',
  summary: 'Withdraw one’s own request while it is undecided',
  tag,
  access: 'person',
  params,
  body: withdrawal,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const { person } = actorOf(caller);
    const command = commandIdOf(person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(services, adoptionRequestProcess, id, command, (identity) =>
      Promise.resolve({ ...identity, type: 'withdraw', by: person, at, reason: body.reason }),
    );
  },
});

export const reopenAdoptionRequest = route({
  method: 'post',
  path: '/v1/adoption-requests/{id}/reopening',
  operationId: 'reopenAdoptionRequest',
  summary: 'Take up a request that was closed as prohibited, with a written justification',
  tag,
  access: 'person',
  params,
  body: reopening,
  headers: ['Idempotency-Key'],
  responses: { 200: answered, 202: pending },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), body);
    return answerOnce(
      services,
      adoptionRequestProcess,
      id,
      command,
      async (identity): Promise<AdoptionRequestCommand> => {
        const { state: request } = await recordedProcess(services, adoptionRequestProcess, id);
        const plan = planApproval(request.policy.rules, 'critical', at);
        return {
          ...identity,
          type: 'reopen',
          by: actor.person,
          at,
          actor,
          justification: body.justification,
          plan,
        };
      },
    );
  },
});
