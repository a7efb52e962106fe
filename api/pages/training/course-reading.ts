import type { z } from 'zod';
import { readCourse, readCourseVersion } from '../../routes/course.ts';
import type { course, courseVersionInFull } from '../../schemas/course.ts';
import type { PageCall } from '../page.ts';

export type CourseReading = z.output<typeof course>;
export type VersionReading = z.output<typeof courseVersionInFull>;

type Perform = PageCall<undefined, undefined>['perform'];

/** The course as the API shows it. Throws its Problem where there is none. */
export async function readCourseFor(perform: Perform, id: string): Promise<CourseReading> {
  const { body } = await perform(readCourse, { params: { id } });
  return body as CourseReading;
}

/** The pages and the quiz of a version, of the one in force where it does not say. */
export async function readVersionFor(
  perform: Perform,
  { id, version }: Pick<CourseReading, 'id' | 'version'>,
): Promise<VersionReading> {
  const { body } = await perform(readCourseVersion, { params: { id, version: String(version) } });
  return body as VersionReading;
}
