import { z } from 'zod';
import { previewOf } from '../preview.ts';
import { actorOf, route } from '../route.ts';
import { draftContent } from '../schemas/draft.ts';
import { preview } from '../schemas/preview.ts';

export const previewAdoptionRequest = route({
  method: 'post',
  path: '/v1/adoption-requests/preview',
  operationId: 'previewAdoptionRequest',
  summary: 'What would become of a request if it were submitted now; changes nothing and is on no record',
  tag: 'Adoption requests',
  access: 'person',
  body: draftContent,
  responses: {
    200: {
      description: 'The tier, who would have to sign by when, similar systems, and what is missing.',
      schema: z.object(preview).meta({ id: 'Preview' }),
    },
  },
  handle: async ({ body, caller, at, services }) => {
    const { person } = actorOf(caller);
    const { triage, ...rest } = await previewOf(services, person, body, at);
    const { tier, reasons, catalogue } = triage;
    return { status: 200, body: { tier, reasons, triageCatalogue: catalogue, ...rest } };
  },
});
