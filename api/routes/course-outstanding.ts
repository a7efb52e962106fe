import { z } from 'zod';
import { knownCourse } from '../course.ts';
import { outstandingFile, outstandingPage, outstandingPerson } from '../outstanding.ts';
import { fileHeaders } from '../register-file.ts';
import { route } from '../route.ts';
import { cursor, limit, requestId } from '../schemas/text.ts';

const tag = 'Courses';
const params = z.object({ id: requestId });
const overseers = ['compliance_manager', 'auditor', 'administrator'] as const;

export const listCourseOutstanding = route({
  method: 'get',
  path: '/v1/courses/{id}/outstanding',
  operationId: 'listCourseOutstanding',
  summary: 'Who is asked to take a course and has not, the latest first',
  tag,
  access: [...overseers],
  params,
  query: z.strictObject({
    overdue: z
      .literal('true')
      .transform(() => true as const)
      .optional(),
    cursor,
    limit,
  }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(outstandingPerson), next: z.string().nullable() }),
    },
  },
  handle: async ({ params: { id }, query: { overdue, ...asked }, at, services }) => {
    await knownCourse(services, id);
    const dueBy = overdue === true ? at : undefined;
    return { status: 200, body: await outstandingPage(services, id, { ...asked, dueBy }) };
  },
});

export const exportCourseOutstanding = route({
  method: 'get',
  path: '/v1/courses/{id}/outstanding/export',
  operationId: 'exportCourseOutstanding',
  summary: 'The same as a file, CSV or JSON',
  tag,
  access: [...overseers],
  params,
  query: z.strictObject({ format: z.enum(['csv', 'json']).default('csv') }),
  responses: { 200: { description: 'The file, sent while it is made.', headers: ['Content-Disposition'] } },
  handle: async ({ params: { id }, query: { format }, at, services }) => {
    await knownCourse(services, id);
    return {
      status: 200,
      stream: outstandingFile(services, id, format, at),
      headers: fileHeaders('outstanding', format),
    };
  },
});
