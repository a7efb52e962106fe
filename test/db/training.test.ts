import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { goRound } from '../../db/campaign-round.ts';
import {
  changeCourse,
  createCourse,
  publishCourseVersion,
  retireCourse,
} from '../../db/course-publication.ts';
import { inTransaction } from '../../db/facts.ts';
import { addPerson } from '../../db/identity.ts';
import { handInAttempt } from '../../db/quiz-attempt.ts';
import { rebuildReadModels } from '../../db/rebuild.ts';
import { bringCompletion, type BroughtCompletion, revokeCompletion } from '../../db/training-completion.ts';
import { countUntrained, isTrained, listTrained, trainedBy, whetherTrained } from '../../db/training.ts';
import { everyone } from '../../domain/audience.ts';
import { courseTemplates } from '../../domain/course-templates.ts';
import { daysAfter } from '../../domain/days.ts';
import type { QuizAnswers } from '../../domain/quiz.ts';
import { type Completion, countsAt, countsUntil } from '../../domain/training.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

const start = '2026-01-01T00:00:00.000Z';
const [template] = courseTemplates;
if (template === undefined) throw new Error('there is no template');
const { competence, details, content } = template;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const person = (userName: string, at = start) =>
  inTransaction(database.db, (trx) =>
    addPerson(trx, { userName, name: userName, email: null, roles: [] }, 'system', at),
  );

const day = fc.integer({ min: 0, max: 40 }).map((days) => daysAfter(start, days));

/** Completions of one person in two courses, and the versions of these, all within forty days. */
const lives = fc.record({
  versions: fc.array(fc.record({ course: fc.nat(1), end: fc.option(day) }), { maxLength: 5 }),
  completions: fc.array(
    fc.record({
      course: fc.nat(1),
      skill: fc.constantFrom('ai_use', 'oversight'),
      version: fc.integer({ min: 1, max: 4 }),
      from: day,
      length: fc.integer({ min: 1, max: 20 }),
      revoked: fc.boolean(),
    }),
    { maxLength: 8 },
  ),
  asked: fc.array(day, { minLength: 1, maxLength: 5 }),
});

describe('whether somebody is trained', () => {
  it('is, by one query, what the rule says of all their completions: overlapping, revoked, replaced', async () => {
    const { db } = database;
    const name = `asked-${randomUUID()}`;
    const trainee = await person(name);
    await fc.assert(
      fc.asyncProperty(lives, async ({ versions, completions, asked }) => {
        const courses = [randomUUID(), randomUUID()] as const;
        const of = (index: number) => courses[index === 0 ? 0 : 1];
        const numbered = versions.map(({ course, end }, index) => ({
          course: of(course),
          version: versions.slice(0, index + 1).filter((one) => one.course === course).length + 1,
          earlierCountUntil: end,
        }));
        const held = completions.map(({ course, skill, version, from, length, revoked }): Completion => ({
          id: randomUUID(),
          person: trainee,
          course: of(course),
          competence: skill,
          version,
          completedAt: from,
          validUntil: daysAfter(from, length),
          score: null,
          source: 'quiz',
          vouchedBy: null,
          evidence: null,
          externalId: null,
          revokedAt: revoked ? daysAfter(start, 39) : null,
        }));
        await put(numbered, held);
        const versionsOf = (course: string) => numbered.filter((one) => one.course === course);
        for (const at of asked) {
          const counting = held.filter((one) => countsAt(one, versionsOf(one.course), at));
          for (const skill of ['ai_use', 'oversight']) {
            const by = counting.filter((one) => one.competence === skill);
            expect(await isTrained(db, trainee, skill, at)).toBe(by.length > 0);
            const longest = by
              .map((one) => countsUntil(one, versionsOf(one.course)))
              .sort()
              .at(-1);
            expect((await trainedBy(db, trainee, skill, at))?.countsUntil).toBe(longest);
            const listed = await listTrained(db, skill, at, 10);
            expect(listed.map(({ userName }) => userName)).toEqual(by.length > 0 ? [name] : []);
          }
          for (const course of courses) {
            const isCounted = counting.some((one) => one.course === course);
            expect(await countUntrained(db, course, [trainee], at)).toBe(isCounted ? 0 : 1);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is found in one index, however much training there is', async () => {
    const { db } = database;
    await db.deleteFrom('training_completion').execute();
    const trainee = await person(`busy-${randomUUID()}`);
    const many = Array.from({ length: 2_000 }, (_, index) => ({
      ...rowOf({ id: randomUUID(), person: `p${index % 500}`, course: randomUUID() }),
      competence: index % 2 === 0 ? 'ai_use' : 'oversight',
    }));
    await db.insertInto('training_completion').values(many).execute();
    await db
      .insertInto('training_completion')
      .values(rowOf({ id: randomUUID(), person: trainee, course: randomUUID() }))
      .execute();
    const plan = await explained(trainee);
    expect(plan).toContain('training_completion_held');
    expect(plan).not.toMatch(/Seq Scan on training_completion/);
    await db.deleteFrom('training_completion').execute();
  });
});

function rowOf({ id, person: person_id, course }: { id: string; person: string; course: string }) {
  return {
    id,
    person_id,
    course_id: course,
    competence: 'ai_use',
    version: 1,
    completed_at: start,
    valid_until: daysAfter(start, 365),
    score: 1,
    source: 'quiz' as const,
    vouched_by: null,
    evidence_hash: null,
    external_id: null,
    revoked_at: null,
  };
}

/** How PostgreSQL answers whether somebody is trained. */
async function explained(trainee: string): Promise<string> {
  const { db } = database;
  await sql`analyze training_completion`.execute(db);
  const question = whetherTrained(trainee, 'ai_use', daysAfter(start, 10));
  const { rows } = await sql<Record<string, string>>`explain ${question}`.execute(db);
  return rows.flatMap((row) => Object.values(row)).join('\n');
}

async function put(
  versions: { course: string; version: number; earlierCountUntil: string | null }[],
  completions: Completion[],
): Promise<void> {
  const { db } = database;
  await db.deleteFrom('training_completion').execute();
  await db.deleteFrom('course').execute();
  for (const id of new Set([...versions, ...completions].map(({ course }) => course))) {
    const row = { id, state: 'in_force' as const, title: id, competence, hash: '', created_at: start };
    await db
      .insertInto('course')
      .values({ ...row, version: 1, required_version: 1, details: JSON.stringify(details) })
      .execute();
  }
  for (const { course, version, earlierCountUntil } of versions) {
    await db
      .insertInto('course_version')
      .values({
        course_id: course,
        version,
        hash: 'h',
        major: earlierCountUntil !== null,
        note: '',
        earlier_count_until: earlierCountUntil,
        published_by: 'x',
        published_at: start,
      })
      .execute();
  }
  for (const {
    id,
    person: trainee,
    course,
    competence: skill,
    version,
    completedAt,
    validUntil,
    revokedAt,
  } of completions) {
    await db
      .insertInto('training_completion')
      .values({
        ...rowOf({ id, person: trainee, course }),
        competence: skill,
        version,
        completed_at: completedAt,
        valid_until: validUntil,
        revoked_at: revokedAt,
      })
      .execute();
  }
}

describe('rebuilding', () => {
  const tables = [
    'course',
    'course_version',
    'quiz_attempt',
    'training_completion',
    'campaign',
    'assignment',
  ] as const;

  async function everyRow(): Promise<Record<string, string[]>> {
    const rows: Record<string, string[]> = {};
    for (const table of tables) {
      const all = await database.db.selectFrom(table).selectAll().execute();
      expect(all.length, table).toBeGreaterThan(0);
      rows[table] = all.map((row) => JSON.stringify(row)).sort();
    }
    return rows;
  }

  const right: QuizAnswers = Object.fromEntries(content.quiz.map(({ id, correct }) => [id, correct]));
  const wrong: QuizAnswers = Object.fromEntries(
    content.quiz.map(({ id, options }) => [id, [options.at(-1)?.id ?? '']]),
  );

  it('makes every row as it was, for all that people can do with courses', async () => {
    const { db } = database;
    for (const table of tables) await db.deleteFrom(table).execute();
    const people = await Promise.all(
      ['one', 'two', 'three', 'four'].map((name) => person(`${name}-${randomUUID()}`)),
    );
    const [one = '', two = '', three = '', four = ''] = people;
    const on = (days: number) => daysAfter(start, days);
    const by = (days: number) => ({ by: 'manager', at: on(days) });
    const course = await createCourse(db, { competence, details, content }, by(0));
    const other = await createCourse(
      db,
      { competence, details: { ...details, validDays: 20 }, content },
      by(0),
    );
    const answer = (id: string, trainee: string, version: number, answers: QuizAnswers, days: number) =>
      handInAttempt(db, { id: randomUUID(), person: trainee, course: id, version, answers, at: on(days) });
    const bring = async (changes: Partial<BroughtCompletion>, days: number) => {
      const completion: BroughtCompletion = {
        person: two,
        course,
        version: null,
        completedAt: on(days - 1),
        validUntil: null,
        score: null,
        vouchedBy: 'manager',
        evidence: null,
        externalId: null,
        ...changes,
      };
      const brought = await bringCompletion(db, completion, 'manager', on(days));
      return 'id' in brought ? brought.id : '';
    };
    await goRound(db, course, on(0));
    await goRound(db, other, on(0));
    expect(await answer(course, one, 1, wrong, 1)).toMatchObject({ passed: false });
    expect(await answer(course, one, 1, right, 2)).toMatchObject({ passed: true });
    expect(await answer(other, three, 1, right, 2)).toMatchObject({ passed: true });
    const mistaken = await bring({}, 3);
    await bring({ externalId: 'x', completedAt: on(1), validUntil: on(2) }, 4);
    await bring({ person: four, course: other }, 4);
    await revokeCompletion(db, mistaken, 'Another person.', by(5));
    await goRound(db, other, on(25));
    await goRound(db, course, on(31));
    const next = { content: { ...content, pages: content.pages.slice(1) }, note: 'Shorter.' };
    await publishCourseVersion(db, course, { ...next, major: true, replaces: 1 }, by(40));
    await goRound(db, course, on(40));
    await publishCourseVersion(db, course, { content, note: 'x', major: false, replaces: 2 }, by(41));
    expect(await answer(course, three, 3, right, 42)).toMatchObject({ passed: true });
    await changeCourse(
      db,
      course,
      { audience: { ...everyone, everyone: false, people: [one, three] } },
      by(43),
    );
    await goRound(db, course, on(43));
    await retireCourse(db, other, 'Old.', by(44));
    await goRound(db, other, on(44));
    const before = await everyRow();
    await rebuildReadModels(db);
    expect(await everyRow()).toEqual(before);
  });
});
