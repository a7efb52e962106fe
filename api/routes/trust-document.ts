import { z } from 'zod';
import { inTransaction } from '../../db/facts.ts';
import {
  allTrustDocuments,
  changeTrustDocument,
  findTrustDocument,
  removeTrustDocument,
} from '../../db/trust-document.ts';
import { overseers } from '../people-shown.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import { requestId } from '../schemas/text.ts';
import {
  reasoned,
  trustDocument,
  trustDocumentDetails,
  trustDocumentUpload,
} from '../schemas/trust-center.ts';
import type { Services } from '../services.ts';
import { addDocument, documentFile, representDocuments, there } from '../trust-document.ts';

const tag = 'Trust center';
const params = z.object({ id: requestId });
const managers: ('compliance_manager' | 'administrator')[] = ['compliance_manager', 'administrator'];

export const addTrustDocument = route({
  method: 'post',
  path: '/v1/trust-documents',
  operationId: 'addTrustDocument',
  summary: 'Add a document that is shown to whoever is granted access to it',
  tag,
  access: managers,
  body: trustDocumentUpload,
  bodyType: 'multipart/form-data',
  responses: { 201: { description: 'Added.', schema: trustDocument } },
  handle: async ({ body: { file, ...said }, caller, at, services }) => {
    const owner = await personNamed(services, said.owner, '/owner');
    const by = actorOf(caller).person;
    const added = await addDocument(services, { ...said, owner }, file, { by, at });
    return { status: 201, body: (await representDocuments(services, [added]))[0] };
  },
});

export const listTrustDocuments = route({
  method: 'get',
  path: '/v1/trust-documents',
  operationId: 'listTrustDocuments',
  summary: 'The documents of the trust center by title, those that were removed last',
  tag,
  access: [...overseers],
  responses: {
    200: { description: 'At most 500.', schema: z.object({ items: z.array(trustDocument) }) },
  },
  handle: async ({ services }) => ({
    status: 200,
    body: { items: await representDocuments(services, await allTrustDocuments(services.db)) },
  }),
});

export const changeDocument = route({
  method: 'put',
  path: '/v1/trust-documents/{id}',
  operationId: 'changeTrustDocument',
  summary: 'Say something else of a document; requests that wait stay with whoever answered for it then',
  tag,
  access: managers,
  params,
  body: trustDocumentDetails,
  responses: { 200: { description: 'Changed.', schema: trustDocument } },
  handle: async ({ params: { id }, body, caller, at, services }) => {
    there(await findTrustDocument(services.db, id));
    const owner = await personNamed(services, body.owner, '/owner');
    const done = { by: actorOf(caller).person, at };
    const changed = await inTransaction(services.db, (trx) =>
      changeTrustDocument(trx, id, { ...body, owner }, done),
    );
    return answer(services, id, changed);
  },
});

export const removeDocument = route({
  method: 'post',
  path: '/v1/trust-documents/{id}/removal',
  operationId: 'removeTrustDocument',
  summary: 'Remove a document: from then on it opens to nobody, whoever was granted it',
  tag,
  access: managers,
  params,
  body: reasoned,
  responses: { 200: { description: 'Removed.', schema: trustDocument } },
  handle: async ({ params: { id }, body: { reason }, caller, at, services }) => {
    there(await findTrustDocument(services.db, id));
    const done = { by: actorOf(caller).person, at, reason };
    return answer(
      services,
      id,
      await inTransaction(services.db, (trx) => removeTrustDocument(trx, id, done)),
    );
  },
});

export const getTrustDocumentFile = route({
  method: 'get',
  path: '/v1/trust-documents/{id}/file',
  operationId: 'getTrustDocumentFile',
  summary: 'A document of the trust center as it came, without a mark',
  tag,
  access: [...overseers],
  params,
  responses: { 200: { description: 'The PDF.', headers: ['Content-Disposition'] } },
  handle: ({ params: { id }, services }) => documentFile(services, id),
});

async function answer(services: Services, id: string, done: boolean) {
  if (!done) throw new Problem('closed', 'This document was removed; that is final.');
  const document = there(await findTrustDocument(services.db, id));
  return { status: 200, body: (await representDocuments(services, [document]))[0] };
}
