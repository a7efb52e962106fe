import { randomUUID } from 'node:crypto';
import {
  type Competence,
  type Course,
  courseCreated,
  type CourseContent,
  type CourseDetails,
  type CourseEvent,
  courseRetired,
  retired,
  versionPublished,
} from '../domain/course.ts';
import type { Instant, PersonId, Refusal } from '../domain/decider.ts';
import { sameValue } from '../domain/same-value.ts';
import { endCampaign, openCampaign } from './campaign.ts';
import { courseStream, findCourse, projectCourse, storeContent } from './course.ts';
import type { Database, DatabaseTransaction } from './database.ts';
import { inTransaction, lockStream, recordFacts } from './facts.ts';

export interface NewCourse {
  competence: Competence;
  details: CourseDetails;
  content: CourseContent;
}

/** Who does it, and when. */
interface Deed {
  by: PersonId;
  at: Instant;
}

/** Puts a course into force with its first version, and asks its audience to take it. Returns its id. */
export function createCourse(db: Database, course: NewCourse, { by, at }: Deed): Promise<string> {
  return inTransaction(db, async (trx) => {
    const id = randomUUID();
    const hash = await storeContent(trx, course.content, at);
    await recordCourse(trx, id, courseCreated({ ...course, hash }, by, at));
    await askAudience(trx, id, { by, at });
    return id;
  });
}

/** What came of a change to a course: undefined where there is no such course. */
export type Changed = Refusal | 'changed' | undefined;

/** Publishes the next version, unless another came between since `replaces`. A major one is asked of everybody anew. */
export function publishCourseVersion(
  db: Database,
  id: string,
  version: { content: CourseContent; major: boolean; note: string; replaces: number },
  { by, at }: Deed,
): Promise<Changed> {
  const { content, major, note, replaces } = version;
  return changing(db, id, async (trx, course) => {
    if (course.version !== replaces) {
      return { code: 'stale_revision', detail: `The course is at version ${course.version} by now.` };
    }
    const hash = await storeContent(trx, content, at);
    const event = versionPublished(course, { hash, major, note }, by, at);
    if ('code' in event) return event;
    await recordCourse(trx, id, [event]);
    if (major) await askAudience(trx, id, { by, at });
    return 'changed';
  });
}

/** Changes what is named; a change of whom it is for, or by when, is known to whoever is asked at once. */
export function changeCourse(
  db: Database,
  id: string,
  changes: Partial<CourseDetails>,
  { by, at }: Deed,
): Promise<Changed> {
  return changing(db, id, async (trx, course) => {
    if (course.state === 'retired') return retired();
    const details = { ...course.details, ...changes };
    if (sameValue(details, course.details)) return { code: 'unchanged', detail: 'This changes nothing.' };
    await recordCourse(trx, id, [{ type: 'CourseChanged', at, by, details }]);
    const { audience, terms } = course.details;
    const asksOthers = !sameValue([audience, terms], [details.audience, details.terms]);
    if (asksOthers) await askAudience(trx, id, { by, at });
    return 'changed';
  });
}

/** Nobody takes it or is asked to any more; what people have completed counts as long as it holds. */
export function retireCourse(db: Database, id: string, reason: string, { by, at }: Deed): Promise<Changed> {
  return changing(db, id, async (trx, course) => {
    const event = courseRetired(course, reason, by, at);
    if ('code' in event) return event;
    await recordCourse(trx, id, [event]);
    await endCampaign(trx, id, by, at);
    return 'changed';
  });
}

/** One change of a course after the other, and none while somebody hands in an attempt. */
function changing(
  db: Database,
  id: string,
  change: (trx: DatabaseTransaction, course: Course) => Promise<Changed>,
): Promise<Changed> {
  return inTransaction(db, async (trx) => {
    await lockStream(trx, courseStream(id));
    const course = await findCourse(trx, id);
    return course && change(trx, course);
  });
}

/** Asks everybody whom the course is for to have taken the version that it requires. */
async function askAudience(trx: DatabaseTransaction, id: string, { by, at }: Deed): Promise<void> {
  const course = await findCourse(trx, id);
  if (course === undefined) throw new Error(`course/${id} is not in the register`);
  const { audience, terms } = course.details;
  const version = course.requiredVersion;
  await openCampaign(trx, id, { kind: 'training', version, audience, terms }, by, at);
}

function recordCourse(trx: DatabaseTransaction, id: string, events: readonly CourseEvent[]): Promise<void> {
  return recordFacts(trx, courseStream(id), events, (inside, recorded) =>
    projectCourse(inside, id, recorded),
  );
}
