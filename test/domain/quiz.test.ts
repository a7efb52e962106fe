import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { courseTemplates } from '../../domain/course-templates.ts';
import { answersFaults, grade, type QuizQuestion, quizFaults } from '../../domain/quiz.ts';

const quiz: QuizQuestion[] = [
  {
    id: 'one',
    text: 'Which one?',
    kind: 'single',
    options: [
      { id: 'a', text: 'A' },
      { id: 'b', text: 'B' },
    ],
    correct: ['a'],
    explanation: 'A.',
  },
  {
    id: 'some',
    text: 'Which ones?',
    kind: 'multiple',
    options: ['a', 'b', 'c'].map((id) => ({ id, text: id })),
    correct: ['a', 'c'],
    explanation: 'A and C.',
  },
];

describe('grading', () => {
  it.each([
    [{ one: ['a'], some: ['c', 'a'] }, 1],
    [{ one: ['a'], some: ['a'] }, 0.5],
    [{ one: ['a'], some: ['a', 'b', 'c'] }, 0.5],
    [{ one: ['b'], some: ['b'] }, 0],
  ])('of %j is %d', (answers, score) => {
    expect(grade(quiz, answers).score).toBe(score);
  });

  it('passes with exactly as many right answers as the mark asks for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 100 }), (asked, right) => {
        fc.pre(right <= asked);
        const many = Array.from({ length: asked }, (_, index) => ({
          ...quiz[0],
          id: `q${index}`,
        })) as QuizQuestion[];
        const answers = Object.fromEntries(many.map(({ id }, index) => [id, [index < right ? 'a' : 'b']]));
        expect(grade(many, answers).score).toBe(right / asked);
      }),
    );
  });
});

describe('answers', () => {
  it.each([
    ['a question that nobody asks', { one: ['a'], some: ['a'], other: ['a'] }, '/answers/other'],
    ['a question left out', { one: ['a'] }, '/answers/some'],
    ['two where one is asked for', { one: ['a', 'b'], some: ['a'] }, '/answers/one'],
    ['an option that is not there', { one: ['z'], some: ['a'] }, '/answers/one'],
    ['an option twice', { one: ['a'], some: ['a', 'a'] }, '/answers/some'],
  ])('are refused with %s', (_what, answers, pointer) => {
    expect(answersFaults(quiz, answers).map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('are taken when they are whole', () => {
    expect(answersFaults(quiz, { one: ['b'], some: ['b', 'c'] })).toEqual([]);
  });
});

describe('a quiz', () => {
  const [one, some] = quiz as [QuizQuestion, QuizQuestion];

  it.each([
    ['the same question twice', [one, one], '/1/id'],
    [
      'the same option twice',
      [{ ...some, options: [...some.options, { id: 'a', text: 'x' }] }],
      '/0/options',
    ],
    ['a right option that is not there', [{ ...some, correct: ['z'] }], '/0/correct'],
    ['two right options where one can be chosen', [{ ...one, correct: ['a', 'b'] }], '/0/correct'],
    ['a right option twice', [{ ...some, correct: ['a', 'a'] }], '/0/correct'],
  ])('is at fault with %s', (_what, written, pointer) => {
    expect(quizFaults(written).map((fault) => fault.pointer)).toContain(pointer);
  });

  it.each(courseTemplates.map((template) => [template.id, template] as const))(
    'of the template %s is whole, with something to choose from and to learn',
    (_id, { content, details }) => {
      expect(quizFaults(content.quiz)).toEqual([]);
      expect(content.pages.length).toBeGreaterThanOrEqual(4);
      expect(content.pages.length).toBeLessThanOrEqual(6);
      expect(content.quiz.length).toBeGreaterThanOrEqual(6);
      expect(content.quiz.length).toBeLessThanOrEqual(8);
      const right = Object.fromEntries(content.quiz.map(({ id, correct }) => [id, correct]));
      expect(answersFaults(content.quiz, right)).toEqual([]);
      expect(grade(content.quiz, right).score).toBe(1);
      const everything = Object.fromEntries(
        content.quiz.map(({ id, options }) => [id, options.map((option) => option.id)]),
      );
      expect(grade(content.quiz, everything).score).toBeLessThan(details.passMark);
    },
  );
});
