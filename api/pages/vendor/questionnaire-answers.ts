import {
  type Answer,
  type AnswerOption,
  type Answers,
  type Question,
  type Questionnaire,
  questionsOf,
} from '../../../domain/questionnaire.ts';
import { sameValue } from '../../../domain/same-value.ts';
import type { Faults } from '../components/form.tsx';
import type { Form } from '../page.ts';

/** The name of a question's field: the JSON Pointer of its answer. What belongs to the answer is named below it. */
export function fieldOf({ id }: Pick<Question, 'id'>): string {
  return `/answers/${id}`;
}

/** What was typed, by question; a question of which nothing was said has no answer. */
export function answersTyped(form: Form, questionnaire: Questionnaire): Answers {
  return Object.fromEntries(
    questionsOf(questionnaire)
      .map((question): [string, Answer] => [question.id, answerTyped(form, question)])
      .filter(([, answer]) => saysAnything(answer)),
  );
}

function answerTyped(form: Form, question: Question): Answer {
  const field = fieldOf(question);
  const values = question.kind === 'text' ? [form.text(field)] : form.all(field);
  const dates = datedOptions(question)
    .map(({ value }) => [value, form.text(dateFieldOf(question, value))])
    .filter(([, day]) => day !== '');
  return {
    values: values.filter((value) => value !== ''),
    note: form.text(`${field}/note`),
    evidence: form.all(`${field}/evidence`),
    ...(dates.length > 0 && { expiresOn: Object.fromEntries(dates) as Record<string, string> }),
  };
}

function saysAnything({ values, note, evidence, expiresOn }: Answer): boolean {
  return values.length > 0 || note !== '' || evidence.length > 0 || expiresOn !== undefined;
}

/** Certificates end on a day; that there is none does not. */
export function datedOptions(question: Question): AnswerOption[] {
  return question.kind === 'certificates' ? question.options.filter(({ share }) => share > 0) : [];
}

export function dateFieldOf(question: Question, certificate: string): string {
  return `${fieldOf(question)}/expiresOn/${certificate}`;
}

/** What is wrong, each told at its question, whatever part of the answer it is about. */
export function faultsByQuestion(faults: Faults): Faults {
  return new Map([...faults].map(([pointer, detail]) => [pointer.split('/', 3).join('/'), detail]));
}

/** The question's answers differ: somebody has said something else, or nothing. */
export function differs({ id }: Question, one: Answers, other: Answers): boolean {
  return !sameValue(one[id] ?? null, other[id] ?? null);
}

/** An answer as one reads it, in a line. */
export function answerInWords(question: Question, answer: Answer | undefined): string {
  if (answer === undefined) return 'nothing';
  const { values, note, evidence, expiresOn = {} } = answer;
  const said = values.map((value) => {
    const label = question.kind === 'text' ? value : labelOf(question.options, value);
    return expiresOn[value] === undefined ? label : `${label} (until ${expiresOn[value]})`;
  });
  const files = evidence.length === 0 ? [] : [evidence.length === 1 ? '1 file' : `${evidence.length} files`];
  return [...said, ...(note === '' ? [] : [`note: ${note}`]), ...files].join('; ');
}

function labelOf(options: readonly AnswerOption[], value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}
