import { z } from 'zod';
import { questionnaires } from '../../domain/questionnaires.ts';
import { commandIdOf } from '../command-id.ts';
import { revisionSeen } from '../conditional.ts';
import { answerOnce, recordedProcess } from '../process-answer.ts';
import { actorOf, route } from '../route.ts';
import { pending } from '../schemas/accepted.ts';
import { answers, questionnaire } from '../schemas/questionnaire.ts';
import { requestId } from '../schemas/text.ts';
import { vendor } from '../schemas/vendor.ts';
import { draftOf, prepareSubmission, refuseWhoDoesNotAnswer, saveDraft } from '../vendor-answers.ts';
import { vendorProcess } from '../vendor-process.ts';

const tag = 'Vendors';
const number = z.coerce.number().int().min(1).max(100_000);
const params = z.object({ id: requestId, number });
const draft = z
  .object({ answers, version: z.number().int().meta({ description: 'How often it was saved.' }) })
  .meta({ id: 'VendorAnswersDraft' });

export const listQuestionnaires = route({
  method: 'get',
  path: '/v1/questionnaires',
  operationId: 'listQuestionnaires',
  summary: 'What vendors are asked: every version of every questionnaire',
  tag,
  access: 'anyone',
  responses: {
    200: { description: 'All of them.', schema: z.object({ items: z.array(questionnaire) }) },
  },
  handle: () => Promise.resolve({ status: 200, body: { items: questionnaires } }),
});

export const readVendorAnswers = route({
  method: 'get',
  path: '/v1/vendors/{id}/assessments/{number}/answers',
  operationId: 'readVendorAnswers',
  summary: 'The draft of the answers to the assessment in progress',
  tag,
  access: 'anyone',
  params,
  responses: {
    200: { description: 'The draft; its ETag is its version.', schema: draft, headers: ['ETag'] },
  },
  handle: async ({ params: { id, number: wanted }, services }) => {
    const { state } = await recordedProcess(services, vendorProcess, id);
    const { answers: said, version } = await draftOf(services, id, state, wanted);
    return { status: 200, body: { answers: said, version }, headers: { ETag: `"${version}"` } };
  },
});

export const saveVendorAnswers = route({
  method: 'put',
  path: '/v1/vendors/{id}/assessments/{number}/answers',
  operationId: 'saveVendorAnswers',
  summary: 'Save the draft of the answers, as the vendor’s owner or a compliance manager',
  tag,
  access: 'person',
  params,
  body: z.strictObject({ answers }).meta({
    id: 'VendorAnswersSaved',
    example: { answers: { retention: { values: ['partly'], note: '30 days.', evidence: [] } } },
  }),
  headers: ['If-Match'],
  responses: { 200: { description: 'Saved.', schema: draft, headers: ['ETag'] } },
  handle: async ({ params: { id, number: wanted }, body, header, caller, at, services }) => {
    const actor = actorOf(caller);
    const seen = revisionSeen(header('If-Match'));
    const recorded = await recordedProcess(services, vendorProcess, id);
    refuseWhoDoesNotAnswer(actor, recorded.state);
    const { version } = await saveDraft(services, recorded, wanted, body.answers, {
      by: actor.person,
      at,
      seen,
    });
    return { status: 200, body: { answers: body.answers, version }, headers: { ETag: `"${version}"` } };
  },
});

export const submitVendorAnswers = route({
  method: 'post',
  path: '/v1/vendors/{id}/assessments/{number}/submissions',
  operationId: 'submitVendorAnswers',
  summary: 'Hand in the draft as it was seen: it is scored, and waits for the sign-offs of the review',
  tag,
  access: 'person',
  params,
  body: z.strictObject({}).meta({ id: 'VendorAnswersSubmission', example: {} }),
  headers: ['If-Match', 'Idempotency-Key'],
  responses: {
    200: { description: 'Handed in; the vendor as it now stands.', schema: vendor, headers: ['ETag'] },
    202: pending,
  },
  handle: async ({ params: { id, number: wanted }, header, caller, at, path, services }) => {
    const actor = actorOf(caller);
    const seen = revisionSeen(header('If-Match'));
    const command = commandIdOf(actor.person, `POST ${path}`, header('Idempotency-Key'), { seen });
    return answerOnce(services, vendorProcess, id, command, async (identity) => {
      const recorded = await recordedProcess(services, vendorProcess, id);
      refuseWhoDoesNotAnswer(actor, recorded.state);
      const author = { by: actor.person, at, seen };
      return prepareSubmission(services, recorded, wanted, author, identity);
    });
  },
});
