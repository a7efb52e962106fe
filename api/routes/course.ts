import { z } from 'zod';
import {
  changeCourse,
  createCourse,
  publishCourseVersion,
  retireCourse,
} from '../../db/course-publication.ts';
import { courseVersions } from '../../db/course.ts';
import { courseTemplates } from '../../domain/course-templates.ts';
import { representAudiences } from '../audience.ts';
import { revisionSeen } from '../conditional.ts';
import {
  courseDescribed,
  coursePage,
  courseVersionInFull,
  detailsSaid,
  knownCourse,
  representCourses,
  representVersions,
  requireChanged,
} from '../course.ts';
import { actorOf, type Reply, route } from '../route.ts';
import { courseFilter } from '../schemas/course-filter.ts';
import {
  course,
  courseChange,
  coursePublication,
  courseRetirement,
  courseTemplate,
  courseVersion,
  courseVersionInFull as versionInFull,
  newCourse,
} from '../schemas/course.ts';
import { cursor, limit, requestId } from '../schemas/text.ts';
import type { Services } from '../services.ts';

const tag = 'Courses';
const params = z.object({ id: requestId });
const answered = { description: 'Done; the course as it now stands.', schema: course, headers: ['ETag'] };

export const listAllCourses = route({
  method: 'get',
  path: '/v1/courses',
  operationId: 'listCourses',
  summary: 'Courses by title, with how many people are asked to take each and have not',
  tag,
  access: 'anyone',
  query: z.strictObject({ ...courseFilter, cursor, limit }),
  responses: {
    200: {
      description: 'One page; `next` is null on the last.',
      schema: z.object({ items: z.array(course), next: z.string().nullable() }),
    },
  },
  handle: async ({ query, services }) => ({ status: 200, body: await coursePage(services, query) }),
});

export const listCourseTemplates = route({
  method: 'get',
  path: '/v1/course-templates',
  operationId: 'listCourseTemplates',
  summary: 'Courses that come with Countersign, to be published as they are or changed before',
  tag,
  access: ['compliance_manager'],
  responses: { 200: { description: 'All of them.', schema: z.object({ items: z.array(courseTemplate) }) } },
  handle: async ({ services }) => {
    const audiences = courseTemplates.map(({ details }) => details.audience);
    const named = await representAudiences(services, audiences);
    const items = courseTemplates.map(({ details, ...template }) => ({
      ...template,
      ...details,
      audience: named(details.audience),
    }));
    return { status: 200, body: { items } };
  },
});

export const createOneCourse = route({
  method: 'post',
  path: '/v1/courses',
  operationId: 'createCourse',
  summary: 'Put a course into force, of one’s own or from a template; its audience is asked to take it',
  tag,
  access: ['compliance_manager'],
  body: newCourse,
  responses: { 201: { ...answered, description: 'In force.', headers: ['ETag', 'Location'] } },
  handle: async ({ body, caller, at, services }) => {
    const { person: by } = actorOf(caller);
    const described = await courseDescribed(services, body);
    const id = await createCourse(services.db, described, { by, at });
    const reply = await courseReply(services, id);
    return { ...reply, status: 201, headers: { ...reply.headers, Location: `/v1/courses/${id}` } };
  },
});

export const readCourse = route({
  method: 'get',
  path: '/v1/courses/{id}',
  operationId: 'readCourse',
  summary: 'Read a course; its version is its ETag',
  tag,
  access: 'anyone',
  params,
  responses: { 200: { ...answered, description: 'The course.' } },
  handle: ({ params: { id }, services }) => courseReply(services, id),
});

export const changeOneCourse = route({
  method: 'patch',
  path: '/v1/courses/{id}',
  operationId: 'changeCourse',
  summary:
    'Change whom a course is for, or how it is passed; what people have to learn is a version of its own',
  tag,
  access: ['compliance_manager'],
  params,
  body: courseChange,
  responses: { 200: answered },
  handle: async ({ params: { id }, body, caller, at, services }) => {
    const { person: by } = actorOf(caller);
    requireChanged(await changeCourse(services.db, id, await detailsSaid(services, body), { by, at }));
    return courseReply(services, id);
  },
});

export const publishOneCourseVersion = route({
  method: 'post',
  path: '/v1/courses/{id}/versions',
  operationId: 'publishCourseVersion',
  summary: 'Publish the next version; of a major one everybody has to take the course again',
  tag,
  access: ['compliance_manager'],
  params,
  body: coursePublication,
  headers: ['If-Match'],
  responses: { 201: { ...answered, description: 'In force.', headers: ['ETag', 'Location'] } },
  handle: async ({ params: { id }, body, header, caller, at, services }) => {
    const { person: by } = actorOf(caller);
    const ifMatch = header('If-Match');
    const replaces =
      ifMatch === undefined ? (await knownCourse(services, id)).version : revisionSeen(ifMatch);
    requireChanged(await publishCourseVersion(services.db, id, { ...body, replaces }, { by, at }));
    const reply = await courseReply(services, id);
    const Location = `/v1/courses/${id}/versions/${replaces + 1}`;
    return { ...reply, status: 201, headers: { ...reply.headers, Location } };
  },
});

export const retireOneCourse = route({
  method: 'post',
  path: '/v1/courses/{id}/retirement',
  operationId: 'retireCourse',
  summary: 'Retire a course: nobody takes it any more, and what was completed counts as long as it holds',
  tag,
  access: ['compliance_manager'],
  params,
  body: courseRetirement,
  responses: { 200: answered },
  handle: async ({ params: { id }, body: { reason }, caller, at, services }) => {
    requireChanged(await retireCourse(services.db, id, reason, { by: actorOf(caller).person, at }));
    return courseReply(services, id);
  },
});

export const listCourseVersions = route({
  method: 'get',
  path: '/v1/courses/{id}/versions',
  operationId: 'listCourseVersions',
  summary: 'Every version of a course, newest first',
  tag,
  access: 'anyone',
  params,
  responses: { 200: { description: 'All of them.', schema: z.object({ items: z.array(courseVersion) }) } },
  handle: async ({ params: { id }, services }) => {
    await knownCourse(services, id);
    const items = await representVersions(services, await courseVersions(services.db, id));
    return { status: 200, body: { items } };
  },
});

export const readCourseVersion = route({
  method: 'get',
  path: '/v1/courses/{id}/versions/{version}',
  operationId: 'readCourseVersion',
  summary: 'The pages and the quiz of a version; the right answers for compliance managers only',
  tag,
  access: 'anyone',
  params: params.extend({ version: z.coerce.number().int().min(1).max(1_000_000) }),
  responses: { 200: { description: 'The version.', schema: versionInFull } },
  handle: async ({ params: { id, version }, caller, services }) => ({
    status: 200,
    body: await courseVersionInFull(services, id, version, caller),
  }),
});

async function courseReply(services: Services, id: string): Promise<Reply> {
  const known = await knownCourse(services, id);
  const [body] = await representCourses(services, [known]);
  return { status: 200, body, headers: { ETag: `"${known.version}"` } };
}
