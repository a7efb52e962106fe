import { z } from 'zod';
import { actorOf, route } from '../route.ts';
import { ownUsageQuestion, usageAnswer } from '../schemas/usage-check.ts';
import { requestId } from '../schemas/text.ts';
import { usageAnswerOf } from '../usage-answer.ts';

export const checkOwnUsage = route({
  method: 'post',
  path: '/v1/ai-systems/{id}/own-usage-checks',
  operationId: 'checkOwnUsage',
  summary: 'May I use this system for this with this data, now? On record like every check of use',
  tag: 'Use of AI systems',
  access: 'self',
  params: z.object({ id: requestId }),
  body: ownUsageQuestion,
  responses: { 200: { description: 'The answer.', schema: usageAnswer } },
  handle: async ({ params: { id }, body, caller, services }) => {
    const { person } = actorOf(caller);
    const [answer] = await services.usageChecks.check([{ person, system: id, ...body }], person);
    if (answer === undefined) throw new Error('a question was not answered');
    return { status: 200, body: usageAnswerOf(answer, services.publicUrl) };
  },
});
