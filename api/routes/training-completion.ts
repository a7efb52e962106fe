import { z } from 'zod';
import { revokeCompletion } from '../../db/training-completion.ts';
import { certificateReply } from '../certificate.ts';
import { knownPerson } from '../person-representation.ts';
import { Problem, refusedBy } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { requestId } from '../schemas/text.ts';
import { completion, completionRevocation, newCompletion } from '../schemas/training.ts';
import { addCompletion } from '../training-completion.ts';
import { admitToTraining, knownCompletion, representCompletion } from '../training.ts';

const tag = 'Training';
const params = z.object({ id: requestId });

export const addOneCompletion = route({
  method: 'post',
  path: '/v1/training-completions',
  operationId: 'addTrainingCompletion',
  summary:
    'Put down what somebody has completed elsewhere, as a learning platform’s webhook does, by who vouches for it',
  tag,
  access: ['compliance_manager'],
  scope: 'training',
  body: newCompletion,
  responses: {
    200: { description: 'It came under this id before, and is as it was then.', schema: completion },
    201: { description: 'On record.', schema: completion, headers: ['Location'] },
  },
  handle: async ({ body, caller, at, services }) => {
    const { id, isKnown } = await addCompletion(services, body, caller, at);
    const represented = await representCompletion(services, await knownCompletion(services, id));
    const headers = { Location: `/v1/training-completions/${id}` };
    return { status: isKnown ? 200 : 201, body: represented, headers };
  },
});

export const readCompletion = route({
  method: 'get',
  path: '/v1/training-completions/{id}',
  operationId: 'readTrainingCompletion',
  summary:
    'A completion, and the hash of the event by which it is on record: what its certificate says can be checked here',
  tag,
  access: 'anyone',
  params,
  responses: { 200: { description: 'The completion.', schema: completion } },
  handle: async ({ params: { id }, caller, services }) => {
    const found = await knownCompletion(services, id);
    admitToTraining(caller, await knownPerson(services, found.person));
    return { status: 200, body: await representCompletion(services, found) };
  },
});

export const getCertificate = route({
  method: 'get',
  path: '/v1/training-completions/{id}/certificate',
  operationId: 'getTrainingCertificate',
  summary: 'The certificate of a completion, as PDF',
  tag,
  access: 'self',
  params,
  responses: { 200: { description: 'The certificate.', headers: ['Content-Disposition'] } },
  handle: async ({ params: { id }, caller, services }) => {
    const found = await knownCompletion(services, id);
    const person = await knownPerson(services, found.person);
    admitToTraining(caller, person, 'documents');
    return certificateReply(services, found, person);
  },
});

export const revokeOneCompletion = route({
  method: 'post',
  path: '/v1/training-completions/{id}/revocation',
  operationId: 'revokeTrainingCompletion',
  summary: 'Take a completion back that was a mistake: it has never counted',
  tag,
  access: ['compliance_manager'],
  params,
  body: completionRevocation,
  responses: { 200: { description: 'Taken back.', schema: completion } },
  handle: async ({ params: { id }, body: { reason }, caller, at, services }) => {
    const revoked = await revokeCompletion(services.db, id, reason, { by: actorOf(caller).person, at });
    if (revoked === undefined) throw new Problem('not_found', 'There is no such completion.');
    if (revoked !== 'revoked') throw refusedBy(revoked);
    return {
      status: 200,
      body: await representCompletion(services, await knownCompletion(services, id)),
    };
  },
});
