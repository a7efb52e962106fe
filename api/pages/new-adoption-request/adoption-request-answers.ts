import { isDeepStrictEqual } from 'node:util';
import type { DraftContent, TypedAnswer } from '../../../domain/draft.ts';
import type { FieldFault } from '../../problem.ts';
import { calledOf, type Question, questions } from './adoption-request-questions.ts';
import type { Faults } from '../components/form.tsx';
import type { Form } from '../page.ts';

type Sections = Record<string, TypedAnswer | Record<string, TypedAnswer | undefined> | undefined>;

/** What has been answered to the question; undefined for nothing yet. */
export function answerTo({ pointer }: Question, content: DraftContent): TypedAnswer | undefined {
  const [section, field] = partsOf(pointer);
  const answer = (content as Sections)[section];
  if (field === undefined) return isFields(answer) ? undefined : answer;
  return isFields(answer) ? answer[field] : undefined;
}

/** The content with another answer to the question. */
export function withAnswer(
  content: DraftContent,
  { pointer }: Question,
  answer: TypedAnswer | undefined,
): DraftContent {
  const [section, field] = partsOf(pointer);
  if (field === undefined) return defined({ ...content, [section]: answer });
  const fields = (content as Sections)[section];
  return { ...content, [section]: defined({ ...(isFields(fields) ? fields : {}), [field]: answer }) };
}

function defined<Answers extends object>(answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== undefined)) as Answers;
}

function partsOf(pointer: string): [section: string, field?: string] {
  const [section = '', field] = pointer.slice(1).split('/');
  return field === undefined ? [section] : [section, field];
}

function isFields(answer: Sections[string]): answer is Record<string, TypedAnswer | undefined> {
  return typeof answer === 'object' && !Array.isArray(answer);
}

/** The content with the answers that the form gives to these questions. */
export function withTyped(content: DraftContent, asked: readonly Question[], form: Form): DraftContent {
  return asked.reduce<DraftContent>(
    (typed, question) => withAnswer(typed, question, typedAnswer(question, form)),
    content,
  );
}

function typedAnswer({ by, pointer }: Question, form: Form): TypedAnswer | undefined {
  const typed = form.text(pointer);
  switch (by) {
    case 'line':
    case 'prose':
      return typed;
    case 'lines':
      return form.lines(pointer);
    case 'several':
      return form.all(pointer);
    case 'number':
      return numberIn(typed);
    case 'yesOrNo':
      return typed === '' ? undefined : typed === 'true';
    case 'select':
    case 'one':
    case 'person':
      return typed === '' ? undefined : typed;
  }
}

/** Thousands may be set apart. What is no number stays as it was typed, for its author to mend. */
function numberIn(typed: string): TypedAnswer | undefined {
  if (typed === '') return undefined;
  const plain = /^\d{1,3}([ ,’']\d{3})+(\.\d+)?$/.test(typed) ? typed.replaceAll(/[ ,’']/g, '') : typed;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : typed;
}

/** What is left out for good is left empty, and what is nearly always the same is put there. */
export function completed(content: DraftContent): DraftContent {
  return questions.reduce((complete, question) => {
    if (answerTo(question, complete) !== undefined) return complete;
    if (question.pointer === '/costs/currency') return withAnswer(complete, question, 'EUR');
    if (question.optional !== true) return complete;
    return withAnswer(complete, question, question.by === 'lines' ? [] : '');
  }, content);
}

/** Whether somebody has answered the same in both. */
export function isSameAnswer(question: Question, one: DraftContent, other: DraftContent): boolean {
  return isDeepStrictEqual(answerTo(question, one), answerTo(question, other));
}

/** What is at fault, each with its question, said to whoever has to mend it. */
export function faultsInWords(faults: readonly FieldFault[], content: DraftContent): Faults {
  return new Map(
    faults.map(({ pointer, detail }) => {
      const question = questionAt(pointer);
      if (question === undefined) return [pointer, detail];
      return [
        question.pointer,
        `${calledOf(question)}: ${inWords(question, answerTo(question, content), detail)}`,
      ];
    }),
  );
}

/** The question whose answer the pointer leads to, or into. */
export function questionAt(pointer: string): Question | undefined {
  return questions.find(
    (question) => pointer === question.pointer || pointer.startsWith(`${question.pointer}/`),
  );
}

function inWords({ by }: Question, answer: TypedAnswer | undefined, detail: string): string {
  if (answer === undefined || answer === '') {
    return by === 'line' || by === 'prose' || by === 'number' ? 'please fill this in.' : 'please choose.';
  }
  if (by === 'several' && Array.isArray(answer) && answer.length === 0) return 'please choose at least one.';
  if (by === 'number' && typeof answer === 'string') return 'please give a number, such as 12000.';
  if (detail.includes('expected int')) return 'please give a whole number.';
  const most = /<=(\S+) ?(\w*)/.exec(detail);
  return most === null
    ? detail
    : `please, no more than ${Number(most[1]).toLocaleString('en')} ${most[2] ?? ''}`.trim() + '.';
}
