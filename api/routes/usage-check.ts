import { z } from 'zod';
import { findPerson } from '../../db/directory.ts';
import { usageChecksOf } from '../../db/usage-check.ts';
import { aiSystemProcess } from '../ai-system-process.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { problemOf } from '../error-handler.ts';
import { overseers } from '../people-shown.ts';
import { Problem } from '../problem.ts';
import { recordedProcess } from '../process-answer.ts';
import { route } from '../route.ts';
import { usageAnswer, usageChecking, usageCheckShown } from '../schemas/usage-check.ts';
import { cursor, instant, limit, requestId, text } from '../schemas/text.ts';
import { bringerOf } from '../training-completion.ts';
import { usageAnswerOf } from '../usage-answer.ts';

const tag = 'Use of AI systems';
const position = z.object({ at: instant, id: z.uuid() });

export const checkUsage = route({
  method: 'post',
  path: '/v1/usage-checks',
  operationId: 'checkUsage',
  summary:
    'May these people use these systems for this with this data, now? Every answer is on record before it is given; where it cannot be, the answer is no (503)',
  tag,
  access: ['compliance_manager'],
  scope: 'usage',
  body: usageChecking,
  responses: {
    200: {
      description: 'One answer for each question, in their order.',
      schema: z.object({ answers: z.array(usageAnswer) }),
    },
  },
  handle: async ({ body: { checks }, caller, services }) => {
    const answers = await services.usageChecks.check(checks, bringerOf(caller)).catch(notAllowed);
    return { status: 200, body: { answers: answers.map((one) => usageAnswerOf(one, services.publicUrl)) } };
  },
});

/** It fails closed, and says so. */
function notAllowed(error: unknown): never {
  if (problemOf(error).code !== 'unavailable') throw error;
  const detail = 'No answer can be put on record just now: no use is allowed. Try again.';
  throw new Problem('unavailable', detail, { extensions: { allowed: false }, cause: error });
}

export const listUsageChecks = route({
  method: 'get',
  path: '/v1/ai-systems/{id}/usage-checks',
  operationId: 'listUsageChecks',
  summary: 'What was answered to whoever wished to use a system, newest first',
  tag,
  access: [...overseers],
  params: z.object({ id: requestId }),
  query: z.strictObject({
    allowed: z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .optional(),
    person: text(200).optional(),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(usageCheckShown), next: z.string().nullable() }),
    },
  },
  handle: async ({ params: { id }, query, services }) => {
    await recordedProcess(services, aiSystemProcess, id);
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const person =
      query.person === undefined
        ? undefined
        : ((await findPerson(services.db, query.person))?.id ?? query.person);
    const filter = { allowed: query.allowed, person };
    const found = await usageChecksOf(services.db, id, filter, query.limit + 1, after);
    const { page, next } = pageOf(found, query.limit, ({ at, id: check }) => ({ at, id: check }));
    const items = page.map((check) => {
      const { askedBy, person: asked, personId, purpose, dataClass, systemSeq } = check;
      const answer = usageAnswerOf(check, services.publicUrl);
      return { ...answer, askedBy, person: asked, personId, purpose, dataClass, systemSeq };
    });
    return { status: 200, body: { items, next } };
  },
});
