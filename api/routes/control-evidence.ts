import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { withdrawEvidence } from '../../db/control-evidence.ts';
import {
  addStatementFile,
  admitToFile,
  downloadStatementFile,
  evidenceOf,
  fileForStatement,
  knownStatement,
} from '../control-evidence.ts';
import { endOfDay } from '../day.ts';
import { representAttachments } from '../evidence.ts';
import { overseers } from '../people-shown.ts';
import { personNamed } from '../prepare-revision.ts';
import { Problem } from '../problem.ts';
import { actorOf, route } from '../route.ts';
import {
  controlEvidence,
  controlEvidenceFiling,
  controlEvidenceWithdrawal,
} from '../schemas/control-evidence.ts';
import { evidence, evidenceHash, upload } from '../schemas/evidence.ts';
import { requestId, text } from '../schemas/text.ts';

const tag = 'Compliance';
const params = z.object({ statement: text(100) });
const items = z.object({ items: z.array(controlEvidence) });

export const addFileOfStatement = route({
  method: 'post',
  path: '/v1/controls/statements/{statement}/files',
  operationId: 'addStatementFile',
  summary: 'Put a file to a statement, to be filed as evidence of it',
  tag,
  access: 'person',
  params,
  body: upload,
  bodyType: 'multipart/form-data',
  responses: {
    200: {
      description: 'The statement has this content already, as it was first put there.',
      schema: evidence,
    },
    201: { description: 'Put there.', schema: evidence },
  },
  handle: async ({ params: { statement: id }, body: { file }, caller, at, services }) => {
    const { id: statement } = knownStatement(id);
    const actor = actorOf(caller);
    await admitToFile(services, statement, actor);
    const { attachment, added } = await addStatementFile(services, { statement, file, by: actor.person, at });
    const [body] = await representAttachments(services, [attachment]);
    return { status: added ? 201 : 200, body };
  },
});

export const getFileOfStatement = route({
  method: 'get',
  path: '/v1/controls/statements/{statement}/files/{hash}',
  operationId: 'getStatementFile',
  summary: 'One file of a statement, to be saved',
  tag,
  access: [...overseers],
  params: params.extend({ hash: evidenceHash }),
  responses: { 200: { description: 'The content, as it came.', headers: ['Content-Disposition'] } },
  handle: ({ params: { statement, hash }, services }) => downloadStatementFile(services, statement, hash),
});

export const listEvidenceOfStatement = route({
  method: 'get',
  path: '/v1/controls/statements/{statement}/evidence',
  operationId: 'listStatementEvidence',
  summary: 'What has been filed as evidence of a statement, newest first',
  tag,
  access: [...overseers],
  params,
  responses: { 200: { description: 'The last 200.', schema: items } },
  handle: async ({ params: { statement }, services }) => ({
    status: 200,
    body: { items: await evidenceOf(services, knownStatement(statement).id) },
  }),
});

export const fileEvidenceOfStatement = route({
  method: 'post',
  path: '/v1/controls/statements/{statement}/evidence',
  operationId: 'fileStatementEvidence',
  summary: 'File a document as evidence of a statement: with an owner, a period and an end',
  tag,
  access: 'person',
  params,
  body: controlEvidenceFiling,
  responses: { 201: { description: 'All that is filed for the statement.', schema: items } },
  handle: async ({ params: { statement: id }, body, caller, at, services }) => {
    const { id: statement } = knownStatement(id);
    const actor = actorOf(caller);
    await admitToFile(services, statement, actor);
    const owner = body.owner === undefined ? actor.person : await personNamed(services, body.owner, '/owner');
    const { hash, covers, note } = body;
    const endsAt = await endOfDay(services, body.endsOn, at);
    const filed = { id: randomUUID(), statement, hash, owner, covers, endsAt, note };
    await fileForStatement(services, filed, { by: actor.person, at });
    return { status: 201, body: { items: await evidenceOf(services, statement) } };
  },
});

export const withdrawEvidenceOfStatement = route({
  method: 'post',
  path: '/v1/controls/statements/{statement}/evidence/{id}/withdrawal',
  operationId: 'withdrawStatementEvidence',
  summary: 'Have evidence count no more',
  tag,
  access: 'person',
  params: params.extend({ id: requestId }),
  body: controlEvidenceWithdrawal,
  responses: { 200: { description: 'All that is filed for the statement.', schema: items } },
  handle: async ({ params: { statement, id }, body: { reason }, caller, at, services }) => {
    const known = knownStatement(statement);
    const actor = actorOf(caller);
    await admitToFile(services, known.id, actor);
    const withdrawn = await withdrawEvidence(services.db, {
      statement: known.id,
      id,
      reason,
      by: actor.person,
      at,
    });
    if (!withdrawn) throw new Problem('closed', 'There is no such evidence, or it counts no more already.');
    return { status: 200, body: { items: await evidenceOf(services, known.id) } };
  },
});
