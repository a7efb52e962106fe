import type { CourseContent, CourseDetails } from '../../../domain/course.ts';
import type { NamedAudience } from '../../audience.ts';
import {
  audienceBody,
  audienceIn,
  type TypedAudience,
  typedAudience,
} from '../components/audience-fields.tsx';
import { atFields, type Faults } from '../components/form.tsx';
import { linesOf } from '../lines.ts';
import type { Form } from '../page.ts';
import type { Refused } from '../refused-form.ts';

/** Whom a course is for and how it is passed, as it is typed. Fields are named by the pointers of the API. */
export interface TypedDetails {
  title: string;
  audience: TypedAudience;
  /** Percent. */
  passMark: string;
  attempts: string;
  coolDownHours: string;
  validDays: string;
  dueDays: string;
  /** Separated by commas. */
  remindDaysBefore: string;
  overdueEveryDays: string;
  leadDays: string;
}

export interface TypedQuestion {
  id: string;
  text: string;
  kind: string;
  /** One a line; those that are right begin with an asterisk. */
  options: string;
  explanation: string;
}

export interface TypedContent {
  pages: { title: string; markdown: string }[];
  quiz: TypedQuestion[];
}

export const emptyQuestion: Readonly<TypedQuestion> = {
  id: '',
  text: '',
  kind: 'single',
  options: '',
  explanation: '',
};

type Described = Omit<CourseDetails, 'audience'> & { audience: NamedAudience };

export function typedDetails({ title, audience, passMark, terms, ...numbers }: Described): TypedDetails {
  return {
    title,
    audience: typedAudience(audience),
    passMark: String(Math.round(passMark * 100)),
    attempts: String(numbers.attempts),
    coolDownHours: String(numbers.coolDownHours),
    validDays: String(numbers.validDays),
    dueDays: String(terms.dueDays),
    remindDaysBefore: terms.remindDaysBefore.join(', '),
    overdueEveryDays: String(terms.overdueEveryDays),
    leadDays: String(terms.leadDays),
  };
}

export function detailsIn(form: Form): TypedDetails {
  return {
    title: form.text('/title'),
    audience: audienceIn(form),
    passMark: form.text('/passMark'),
    attempts: form.text('/attempts'),
    coolDownHours: form.text('/coolDownHours'),
    validDays: form.text('/validDays'),
    dueDays: form.text('/terms/dueDays'),
    remindDaysBefore: form.text('/terms/remindDaysBefore'),
    overdueEveryDays: form.text('/terms/overdueEveryDays'),
    leadDays: form.text('/terms/leadDays'),
  };
}

/** As the API takes them. */
export function detailsBody(typed: TypedDetails) {
  return {
    title: typed.title,
    audience: audienceBody(typed.audience),
    passMark: Number(typed.passMark) / 100,
    attempts: Number(typed.attempts),
    coolDownHours: Number(typed.coolDownHours),
    validDays: Number(typed.validDays),
    terms: {
      dueDays: Number(typed.dueDays),
      remindDaysBefore: typed.remindDaysBefore
        .split(/[\s,;]+/)
        .filter((part) => part !== '')
        .map(Number),
      overdueEveryDays: Number(typed.overdueEveryDays),
      leadDays: Number(typed.leadDays),
    },
  };
}

export function typedContent({ pages, quiz }: CourseContent): TypedContent {
  return {
    pages: pages.map((page) => ({ ...page })),
    quiz: quiz.map(({ id, text, kind, options, correct, explanation }) => ({
      id,
      text,
      kind,
      options: options.map((option) => `${correct.includes(option.id) ? '* ' : ''}${option.text}`).join('\n'),
      explanation,
    })),
  };
}

export function contentIn(form: Form): TypedContent {
  return {
    pages: form.all('page').map((_, index) => ({
      title: form.text(`/content/pages/${index}/title`),
      markdown: form.text(`/content/pages/${index}/markdown`),
    })),
    quiz: form.all('question').map((id, index) => ({
      id,
      text: form.text(`/content/quiz/${index}/text`),
      kind: form.text(`/content/quiz/${index}/kind`),
      options: form.text(`/content/quiz/${index}/options`),
      explanation: form.text(`/content/quiz/${index}/explanation`),
    })),
  };
}

/** Without the rows in which nothing is said. */
export function saidContent({ pages, quiz }: TypedContent): TypedContent {
  return {
    pages: pages.filter(({ title, markdown }) => title !== '' || markdown !== ''),
    quiz: quiz.filter(({ text, options }) => text !== '' || options !== ''),
  };
}

/** As the API takes it: options are named by their places, and new questions by the first number that is free. */
export function contentBody({ pages, quiz }: TypedContent) {
  const taken = new Set(quiz.map(({ id }) => id));
  return {
    pages,
    quiz: quiz.map(({ id, text, kind, options, explanation }) => {
      const lines = linesOf(options).map((line, index) => ({
        id: `option-${index + 1}`,
        text: line.replace(/^\*\s*/, ''),
        right: line.startsWith('*'),
      }));
      return {
        id: id === '' ? freeId(taken) : id,
        text,
        kind,
        options: lines.map((line) => ({ id: line.id, text: line.text })),
        correct: lines.filter(({ right }) => right).map((line) => line.id),
        explanation,
      };
    }),
  };
}

function freeId(taken: Set<string>): string {
  let number = 1;
  while (taken.has(`question-${number}`)) number += 1;
  taken.add(`question-${number}`);
  return `question-${number}`;
}

/** What is wrong, at the fields into which it was typed. */
export function atCourseFields(refused: Refused): Refused {
  const faults: Faults = new Map(
    [...atFields(refused.faults)].map(([pointer, detail]) => [
      pointer.replace(/^(\/content\/quiz\/\d+)\/(?:options|correct)\b.*$/, '$1/options'),
      detail,
    ]),
  );
  return { ...refused, faults };
}
