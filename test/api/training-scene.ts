import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { CourseContent } from '../../domain/course.ts';
import type { QuizAnswers } from '../../domain/quiz.ts';
import { daysAfter } from '../../domain/days.ts';
import { eventually } from '../eventually.ts';
import type { Account, Answer, TestOrganisation } from '../test-organisation.ts';

/** So many days from now; before it, where it is negative. */
export function inDays(days: number): string {
  return daysAfter(new Date().toISOString(), days);
}

/** A course of one page and four questions, of which the first option is always the right one. */
export function shortContent(): CourseContent {
  return {
    pages: [{ title: 'Stop', markdown: 'Know **where** the stop is.' }],
    quiz: [1, 2, 3, 4].map((number) => ({
      id: `q${number}`,
      text: `Question ${number}?`,
      kind: 'single',
      options: [
        { id: 'right', text: 'The right one' },
        { id: 'wrong', text: 'The wrong one' },
      ],
      correct: ['right'],
      explanation: `Because of ${number}.`,
    })),
  };
}

/** Answers to it, so many of them right. */
export function answers(right: number): QuizAnswers {
  return Object.fromEntries(
    [1, 2, 3, 4].map((number) => [`q${number}`, [number <= right ? 'right' : 'wrong']]),
  );
}

/** What people do with courses and training over the API. */
export class TrainingScene {
  readonly organisation: TestOrganisation;

  constructor(organisation: TestOrganisation) {
    this.organisation = organisation;
  }

  get(account: Account, path: string): Promise<Answer> {
    return this.organisation.call(account, 'GET', path);
  }

  post(account: Account, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.organisation.call(account, 'POST', path, body, headers);
  }

  create(changes: Record<string, unknown> = {}, account: Account = 'compliance'): Promise<Answer> {
    return this.post(account, '/v1/courses', {
      title: `Course ${randomUUID()}`,
      competence: `skill-${randomUUID()}`,
      audience: { people: ['colleague'] },
      passMark: 0.75,
      content: shortContent(),
      ...changes,
    });
  }

  /** A new course: its id, and what it qualifies for. */
  async created(changes: Record<string, unknown> = {}): Promise<{ id: string; competence: string }> {
    const { status, body } = await this.create(changes);
    expect(status, JSON.stringify(body)).toBe(201);
    return { id: body.id, competence: String(body.competence) };
  }

  publish(
    id: string,
    { major = true, version = 1, content = shortContent() } = {},
    account: Account = 'compliance',
  ): Promise<Answer> {
    const path = `/v1/courses/${id}/versions`;
    return this.post(account, path, { content, major, note: 'Next.' }, { 'if-match': `"${version}"` });
  }

  attempt(
    account: Account,
    id: string,
    right: number,
    { version = 1, headers = {} }: { version?: number; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    return this.post(account, `/v1/courses/${id}/attempts`, { version, answers: answers(right) }, headers);
  }

  /** A completion by the quiz: its id. */
  async passed(account: Account, id: string, version = 1): Promise<string> {
    const { status, body } = await this.attempt(account, id, 4, { version });
    expect([status, body.passed]).toEqual([201, true]);
    return String(body.completion);
  }

  bring(course: string, changes: Record<string, unknown> = {}, account: Account = 'compliance') {
    return this.post(account, '/v1/training-completions', {
      person: 'colleague',
      course,
      completedAt: inDays(-20),
      ...changes,
    });
  }

  /** Whether somebody is trained for something, on a day where it says. */
  async isTrained(person: string, competence: string, on?: string): Promise<boolean> {
    const day = on === undefined ? '' : `&on=${on}`;
    const { body } = await this.get('auditor', `/v1/people/${person}/training?for=${competence}${day}`);
    return body.trained === true;
  }

  /** What somebody is asked for of one course, once they are. */
  askedOf(
    person: string,
    course: string,
  ): Promise<{ dueAt: string; doneUntil: string | null; version: number }> {
    return eventually(async () => {
      const { body } = await this.get('auditor', `/v1/people/${person}/training`);
      const asked = body.asked as {
        course: { id: string };
        dueAt: string;
        doneUntil: string;
        version: number;
      }[];
      return asked.find((one) => one.course.id === course);
    });
  }
}
