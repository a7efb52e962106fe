import { sql } from 'kysely';
import type { Course, CourseContent, CourseEvent, CourseState, CourseVersion } from '../domain/course.ts';
import type { Instant } from '../domain/decider.ts';
import { hashOf } from './canonical.ts';
import type { Database, DatabaseTransaction } from './database.ts';

export function courseStream(id: string): string {
  return `course/${id}`;
}

function selectCourses(db: Database | DatabaseTransaction) {
  return db
    .selectFrom('course')
    .select([
      'id',
      'state',
      'details',
      'competence',
      'created_at as createdAt',
      'version',
      'hash',
      'required_version as requiredVersion',
    ]);
}

export function findCourse(db: Database | DatabaseTransaction, id: string): Promise<Course | undefined> {
  return selectCourses(db).where('id', '=', id).executeTakeFirst();
}

export interface CourseFilter {
  state?: CourseState | undefined;
  competence?: string | undefined;
}

export interface CoursePosition {
  /** In small letters. */
  title: string;
  id: string;
}

/** One page of courses after `position`, by title. */
export function listCourses(
  db: Database,
  { state, competence }: CourseFilter,
  limit: number,
  position?: CoursePosition,
): Promise<Course[]> {
  return selectCourses(db)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'in_force'))
    .$if(competence !== undefined, (query) => query.where('competence', '=', competence ?? ''))
    .$if(position !== undefined, (query) =>
      query.where(sql<boolean>`(lower(title), id) > (${position?.title}, ${position?.id}::uuid)`),
    )
    .orderBy(sql`lower(title)`)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Titles by id, of those courses that there are. */
export async function courseTitles(
  db: Database | DatabaseTransaction,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('course').select(['id', 'title']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}

/** The ids of courses that are meant by an id or a title, by what means them in small letters: several, of one title. */
export async function coursesMeant(
  db: Database,
  references: readonly string[],
): Promise<Map<string, string[]>> {
  const keys = references.map((reference) => reference.toLowerCase());
  const { rows } = await sql<{ key: string; ids: string[] }>`
    select key, array_agg(id::text) as ids
    from unnest(${keys}::text[]) as key join course on course.id::text = key or lower(course.title) = key
    group by key`.execute(db);
  return new Map(rows.map(({ key, ids }) => [key, [...new Set(ids)]]));
}

/** What courses there are to be trained for. */
export async function listCompetences(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('course').select('competence').distinct().orderBy('competence').execute();
  return rows.map(({ competence }) => competence);
}

function selectVersions(db: Database | DatabaseTransaction, course: string) {
  return db
    .selectFrom('course_version')
    .select([
      'version',
      'hash',
      'major',
      'note',
      'earlier_count_until as earlierCountUntil',
      'published_by as publishedBy',
      'published_at as publishedAt',
    ])
    .where('course_id', '=', course);
}

/** All versions, newest first. */
export function courseVersions(db: Database | DatabaseTransaction, course: string): Promise<CourseVersion[]> {
  return selectVersions(db, course).orderBy('version', 'desc').execute();
}

export function findCourseVersion(
  db: Database | DatabaseTransaction,
  course: string,
  version: number,
): Promise<CourseVersion | undefined> {
  return selectVersions(db, course).where('version', '=', version).executeTakeFirst();
}

/** Keeps a content, once however often it comes. Returns its hash. */
export async function storeContent(
  trx: DatabaseTransaction,
  content: CourseContent,
  at: Instant,
): Promise<string> {
  const hash = hashOf(content);
  await trx
    .insertInto('course_content')
    .values({ hash, content: JSON.stringify(content), stored_at: at })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hash;
}

/** The content of this hash, with the right answers of its quiz. */
export async function contentOf(db: Database | DatabaseTransaction, hash: string): Promise<CourseContent> {
  const { content } = await db
    .selectFrom('course_content')
    .select('content')
    .where('hash', '=', hash)
    .executeTakeFirstOrThrow();
  return content;
}

/** Brings the course and its versions up to date. */
export async function projectCourse(
  trx: DatabaseTransaction,
  id: string,
  events: readonly CourseEvent[],
): Promise<void> {
  for (const event of events) await project(trx, id, event);
}

async function project(trx: DatabaseTransaction, id: string, event: CourseEvent): Promise<void> {
  switch (event.type) {
    case 'CourseCreated': {
      const { competence, details, at } = event;
      await trx
        .insertInto('course')
        .values({
          id,
          state: 'in_force',
          title: details.title,
          competence,
          // The first version is published with it.
          version: 0,
          hash: '',
          required_version: 0,
          created_at: at,
          details: JSON.stringify(details),
        })
        .execute();
      return;
    }
    case 'CourseChanged': {
      const { details } = event;
      const values = { title: details.title, details: JSON.stringify(details) };
      await trx.updateTable('course').set(values).where('id', '=', id).execute();
      return;
    }
    case 'CourseVersionPublished':
      return published(trx, id, event);
    case 'CourseRetired':
      await trx.updateTable('course').set({ state: 'retired' }).where('id', '=', id).execute();
  }
}

async function published(
  trx: DatabaseTransaction,
  id: string,
  event: Extract<CourseEvent, { type: 'CourseVersionPublished' }>,
): Promise<void> {
  const { version, hash, major, note, earlierCountUntil, by, at } = event;
  await trx
    .insertInto('course_version')
    .values({
      course_id: id,
      version,
      hash,
      major,
      note,
      earlier_count_until: earlierCountUntil,
      published_by: by,
      published_at: at,
    })
    .execute();
  await trx
    .updateTable('course')
    .set({ version, hash, ...(major && { required_version: version }) })
    .where('id', '=', id)
    .execute();
}
