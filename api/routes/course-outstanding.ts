import { z } from 'zod';
import { countCampaign, outstandingOf } from '../../db/assignment-list.ts';
import { outstandingFile } from '../acknowledgement-list.ts';
import { knownCourse } from '../course.ts';
import { decodeCursor, pageOf } from '../cursor.ts';
import { whoseManager } from '../people-shown.ts';
import { fileHeaders } from '../register-file.ts';
import { route } from '../route.ts';
import { campaignCount, outstanding } from '../schemas/acknowledgement.ts';
import { cursor, instant, limit, requestId } from '../schemas/text.ts';

const tag = 'Courses';
const params = z.object({ id: requestId });
const position = z.strictObject({ dueAt: instant, person: z.string().max(200) });

export const listCourseOutstanding = route({
  method: 'get',
  path: '/v1/courses/{id}/outstanding',
  operationId: 'listCourseOutstanding',
  summary: 'Who is asked to take a course and has not, soonest due first; of one’s own people, for a manager',
  tag,
  access: 'anyone',
  params,
  query: z.strictObject({ cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ count: campaignCount, items: z.array(outstanding), next: z.string().nullable() }),
    },
  },
  handle: async ({ params: { id }, query, caller, services }) => {
    await knownCourse(services, id);
    const after = query.cursor === undefined ? undefined : decodeCursor(position, query.cursor);
    const found = await outstandingOf(services.db, id, query.limit + 1, {
      after,
      manager: whoseManager(caller),
    });
    const { page, next } = pageOf(found, query.limit, ({ dueAt, person }) => ({ dueAt, person }));
    const items = page.map(({ person, userName, name, ...rest }) => ({
      person: { id: person, userName, name },
      ...rest,
    }));
    return { status: 200, body: { count: await countCampaign(services.db, id), items, next } };
  },
});

export const exportCourseOutstanding = route({
  method: 'get',
  path: '/v1/courses/{id}/outstanding/export',
  operationId: 'exportCourseOutstanding',
  summary: 'Who is asked to take a course and has not, as a file',
  tag,
  access: 'anyone',
  params,
  query: z.strictObject({ format: z.enum(['csv', 'json']).default('csv') }),
  responses: { 200: { description: 'The file, sent while it is made.', headers: ['Content-Disposition'] } },
  handle: async ({ params: { id }, query: { format }, caller, services }) => {
    await knownCourse(services, id);
    return {
      status: 200,
      stream: outstandingFile(services, id, format, whoseManager(caller)),
      headers: fileHeaders('outstanding', format),
    };
  },
});
