import { z } from 'zod';
import { representAttachments } from '../evidence.ts';
import { knownPerson } from '../person-representation.ts';
import { route } from '../route.ts';
import { evidence, evidenceHash, upload } from '../schemas/evidence.ts';
import { text } from '../schemas/text.ts';
import { bringerOf } from '../training-completion.ts';
import { addTrainingEvidence, downloadTrainingEvidence, trainingEvidence } from '../training-evidence.ts';
import { admitToTraining } from '../training.ts';

const tag = 'Training';
const params = z.object({ id: text(200) });

export const addOneTrainingEvidence = route({
  method: 'post',
  path: '/v1/people/{id}/training/evidence',
  operationId: 'addTrainingEvidence',
  summary: 'Put a file to a person’s training that shows what they completed elsewhere',
  tag,
  access: ['compliance_manager'],
  scope: 'training',
  params,
  body: upload,
  bodyType: 'multipart/form-data',
  responses: {
    200: { description: 'This content is there already, as it was first put there.', schema: evidence },
    201: { description: 'Put there.', schema: evidence },
  },
  handle: async ({ params: { id }, body: { file }, caller, at, services }) => {
    const { id: person } = await knownPerson(services, id);
    const by = bringerOf(caller);
    const { attachment, added } = await addTrainingEvidence(services, { person, file, by, at });
    const [body] = await representAttachments(services, [attachment]);
    return { status: added ? 201 : 200, body };
  },
});

export const listTrainingEvidence = route({
  method: 'get',
  path: '/v1/people/{id}/training/evidence',
  operationId: 'listTrainingEvidence',
  summary: 'The files of a person’s training, in the order in which they came',
  tag,
  access: 'self',
  params,
  responses: {
    200: { description: 'The first 1,000 files.', schema: z.object({ items: z.array(evidence) }) },
  },
  handle: async ({ params: { id }, caller, services }) => {
    const person = await knownPerson(services, id);
    admitToTraining(caller, person, 'documents');
    const items = await representAttachments(services, await trainingEvidence(services, person.id));
    return { status: 200, body: { items } };
  },
});

export const getTrainingEvidence = route({
  method: 'get',
  path: '/v1/people/{id}/training/evidence/{hash}',
  operationId: 'getTrainingEvidence',
  summary: 'One file of a person’s training, to be saved',
  tag,
  access: 'self',
  params: params.extend({ hash: evidenceHash }),
  responses: { 200: { description: 'The content, as it came.', headers: ['Content-Disposition'] } },
  handle: async ({ params: { id, hash }, caller, services }) => {
    const person = await knownPerson(services, id);
    admitToTraining(caller, person, 'documents');
    return downloadTrainingEvidence(services, person.id, hash);
  },
});
