import { z } from 'zod';
import { overseers } from '../people-shown.ts';
import { knownPerson } from '../person-representation.ts';
import { fileHeaders } from '../register-file.ts';
import { route } from '../route.ts';
import { competence } from '../schemas/course.ts';
import { cursor, limit, text } from '../schemas/text.ts';
import { on, personTraining, trainedPerson } from '../schemas/training.ts';
import { admitToTraining, momentOf, representTraining, trainedFile, trainedPage } from '../training.ts';

const tag = 'Training';

export const readPersonTraining = route({
  method: 'get',
  path: '/v1/people/{id}/training',
  operationId: 'readPersonTraining',
  summary:
    'Whether a person was, is or will be trained for something on a day; and all that they have completed',
  tag,
  access: 'anyone',
  params: z.object({ id: text(200) }),
  query: z.strictObject({ for: competence.optional(), on }),
  responses: { 200: { description: 'The answer.', schema: personTraining } },
  handle: async ({ params: { id }, query, caller, at, services }) => {
    const person = await knownPerson(services, id);
    admitToTraining(caller, person);
    const asked = { competence: query.for, on: await momentOf(services, query.on, at) };
    return { status: 200, body: await representTraining(services, person, asked) };
  },
});

export const listTrainedPeople = route({
  method: 'get',
  path: '/v1/training',
  operationId: 'listTrainedPeople',
  summary: 'Who was, is or will be trained for something on a day, by user name',
  tag,
  access: [...overseers],
  query: z.strictObject({ for: competence, on, cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({
        for: z.string(),
        on: z.iso.datetime(),
        items: z.array(trainedPerson),
        next: z.string().nullable(),
      }),
    },
  },
  handle: async ({ query, at, services }) => {
    const moment = await momentOf(services, query.on, at);
    const page = await trainedPage(services, { ...query, competence: query.for, on: moment });
    return { status: 200, body: { for: query.for, on: moment, ...page } };
  },
});

export const exportTrainedPeople = route({
  method: 'get',
  path: '/v1/training/export',
  operationId: 'exportTrainedPeople',
  summary: 'The same as a file, CSV or JSON',
  tag,
  access: [...overseers],
  query: z.strictObject({ for: competence, on, format: z.enum(['csv', 'json']).default('csv') }),
  responses: { 200: { description: 'The file, sent while it is made.', headers: ['Content-Disposition'] } },
  handle: async ({ query: { for: wanted, on: day, format }, at, services }) => {
    const asked = { competence: wanted, on: await momentOf(services, day, at) };
    const name = `training-${wanted}-${asked.on.slice(0, 10)}`;
    return {
      status: 200,
      stream: trainedFile(services, asked, format),
      headers: fileHeaders(name, format),
    };
  },
});
