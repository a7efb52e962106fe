import { z } from 'zod';
import { addComment, listComments } from '../../db/comment.ts';
import { namesOf } from '../../db/directory.ts';
import { adoptionRequestProcess } from '../adoption-request-process.ts';
import { recordedProcess } from '../process-answer.ts';
import { keyReused } from '../process.ts';
import { commandIdOf } from '../command-id.ts';
import { actorOf, route } from '../route.ts';
import { personName, requestId, someText } from '../schemas/text.ts';

const tag = 'Adoption requests';
const params = z.object({ id: requestId });

const comment = z
  .object({ id: z.uuid(), by: personName, at: z.iso.datetime(), text: z.string() })
  .meta({ id: 'Comment' });

export const listRequestComments = route({
  method: 'get',
  path: '/v1/adoption-requests/{id}/comments',
  operationId: 'listComments',
  summary: 'What has been said about a request, in order',
  tag,
  access: 'anyone',
  params,
  responses: {
    200: { description: 'The first 1,000 comments.', schema: z.object({ items: z.array(comment) }) },
  },
  handle: async ({ params: { id }, services }) => {
    await recordedProcess(services, adoptionRequestProcess, id);
    const comments = await listComments(services.db, id);
    const nameOf = await namesOf(
      services.db,
      comments.map(({ by }) => by),
    );
    return { status: 200, body: { items: comments.map((item) => ({ ...item, by: nameOf(item.by) })) } };
  },
});

export const commentOnRequest = route({
  method: 'post',
  path: '/v1/adoption-requests/{id}/comments',
  operationId: 'comment',
  summary: 'Say something about a request; it decides nothing',
  tag,
  access: 'person',
  params,
  body: z
    .strictObject({ text: someText(10_000) })
    .meta({ id: 'NewComment', example: { text: 'Is there a version of it that is hosted in the EU?' } }),
  headers: ['Idempotency-Key'],
  responses: { 201: { description: 'Said; a repeat under the same key says it once.', schema: comment } },
  handle: async ({ params: { id }, body, header, caller, at, path, services }) => {
    await recordedProcess(services, adoptionRequestProcess, id);
    const { person } = actorOf(caller);
    const command = commandIdOf(person, `POST ${path}`, header('Idempotency-Key'), body);
    const said = await addComment(services.db, id, { id: command.id, by: person, at, text: body.text });
    if (said.text !== body.text) throw keyReused();
    const nameOf = await namesOf(services.db, [person]);
    return { status: 201, body: { ...said, by: nameOf(person) } };
  },
});
