import type { z } from 'zod';
import { contentOf, type CoursePosition, findCourse, findCourseVersion, listCourses } from '../db/course.ts';
import type { Changed, NewCourse } from '../db/course-publication.ts';
import { namesOf } from '../db/directory.ts';
import { countCampaign } from '../db/assignment-list.ts';
import { everyone } from '../domain/audience.ts';
import { findCourseTemplate } from '../domain/course-templates.ts';
import type { Course, CourseDetails, CourseVersion } from '../domain/course.ts';
import { asAsked } from '../domain/quiz.ts';
import { audienceNamed, representAudiences } from './audience.ts';
import { decodeCursor, pageOf } from './cursor.ts';
import { Problem, refusedBy } from './problem.ts';
import type { Caller } from './route.ts';
import { courseDefaults, type courseChange, type newCourse } from './schemas/course.ts';
import type { Services } from './services.ts';
import { coursePosition } from './schemas/course-filter.ts';

/** Throws a Problem where there is no such course. */
export async function knownCourse({ db }: Pick<Services, 'db'>, id: string): Promise<Course> {
  const found = await findCourse(db, id);
  if (found === undefined) throw noSuchCourse();
  return found;
}

/** The course that a condition asks for, if it does. Throws a Problem that names the field where nobody can take it. */
export async function courseAsked(
  { db }: Pick<Services, 'db'>,
  id: string | undefined,
  pointer: string,
): Promise<{ course?: string }> {
  if (id === undefined) return {};
  if ((await findCourse(db, id))?.state === 'in_force') return { course: id };
  const detail = 'There is no such course, or it has been retired.';
  throw new Problem('invalid', `${pointer} names no course that can be taken.`, {
    errors: [{ pointer, detail }],
  });
}

export function noSuchCourse(): Problem {
  return new Problem('not_found', 'There is no such course.');
}

/** Courses as the API shows them: with the names of people, and how far their campaigns are. */
export async function representCourses(services: Services, courses: readonly Course[]) {
  const { db } = services;
  const counts = await Promise.all(courses.map(({ id }) => countCampaign(db, id)));
  const named = await representAudiences(
    services,
    courses.map(({ details }) => details.audience),
  );
  return courses.map(({ id, state, competence, details, createdAt, version, requiredVersion }, index) => ({
    id,
    state,
    competence,
    ...details,
    audience: named(details.audience),
    createdAt,
    version,
    requiredVersion,
    count: counts[index],
  }));
}

/** One page of courses, by title. */
export async function coursePage(
  services: Services,
  {
    cursor,
    limit,
    ...filter
  }: Parameters<typeof listCourses>[1] & { cursor?: string | undefined; limit: number },
) {
  const after: CoursePosition | undefined =
    cursor === undefined ? undefined : decodeCursor(coursePosition, cursor);
  const courses = await listCourses(services.db, filter, limit + 1, after);
  const { page, next } = pageOf(courses, limit, ({ id, details }) => ({
    title: details.title.toLowerCase(),
    id,
  }));
  return { items: await representCourses(services, page), next };
}

export async function representVersions({ db }: Services, versions: readonly CourseVersion[]) {
  const nameOf = await namesOf(
    db,
    versions.map(({ publishedBy }) => publishedBy),
  );
  return versions.map((version) => ({ ...version, publishedBy: nameOf(version.publishedBy) }));
}

/** A version with its pages and its quiz: with the right answers for those who write courses, and for nobody else. */
export async function courseVersionInFull(services: Services, id: string, number: number, caller: Caller) {
  await knownCourse(services, id);
  const version = await findCourseVersion(services.db, id, number);
  if (version === undefined) throw new Problem('not_found', 'This course has no such version.');
  const { pages, quiz } = await contentOf(services.db, version.hash);
  const [represented] = await representVersions(services, [version]);
  return { ...represented, pages, quiz: writesCourses(caller) ? quiz : quiz.map(asAsked) };
}

export function writesCourses(caller: Caller): boolean {
  return caller.kind === 'person' && caller.person.roles.includes('compliance_manager');
}

/** The course that a body describes: a template with what is said beside it, or all of its own. */
export async function courseDescribed(
  services: Services,
  { template: id, competence, content, ...said }: z.output<typeof newCourse>,
): Promise<NewCourse> {
  const template = id === undefined ? undefined : findCourseTemplate(id);
  const base = template?.details ?? { ...courseDefaults, title: '', audience: everyone };
  const details = { ...base, ...(await detailsSaid(services, said)) };
  const described = { competence: competence ?? template?.competence, content: content ?? template?.content };
  if (described.competence === undefined || described.content === undefined) {
    throw new Error('a course without a template says all of this');
  }
  return { competence: described.competence, details, content: described.content };
}

/** The details that a body names, with people by their ids. */
export async function detailsSaid(
  services: Services,
  { audience, ...said }: z.output<typeof courseChange>,
): Promise<Partial<CourseDetails>> {
  const named = audience && { audience: await audienceNamed(services, audience, '/audience') };
  return { ...said, ...named };
}

/** Throws a Problem where nothing was changed. */
export function requireChanged(changed: Changed): void {
  if (changed === undefined) throw noSuchCourse();
  if (changed !== 'changed') throw refusedBy(changed);
}
