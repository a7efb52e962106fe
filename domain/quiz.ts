export interface QuizOption {
  id: string;
  text: string;
}

/** A question with options, of which one is right, or some are. */
export interface QuizQuestion {
  id: string;
  text: string;
  kind: 'single' | 'multiple';
  options: QuizOption[];
  /** The ids of the right options. They leave the server for nobody who has yet to answer. */
  correct: string[];
  /** Said once the question has been answered. */
  explanation: string;
}

/** A question as it is asked. */
export type AskedQuestion = Omit<QuizQuestion, 'correct' | 'explanation'>;

/** The chosen options by the id of their question. */
export type QuizAnswers = Record<string, string[]>;

export interface QuizGrade {
  /** The share of the questions that were answered right, 0–1. */
  score: number;
  questions: { id: string; right: boolean }[];
}

export function asAsked({ id, text, kind, options }: QuizQuestion): AskedQuestion {
  return { id, text, kind, options };
}

/** Something that is wrong, and where: a JSON Pointer (RFC 6901). */
export interface QuizFault {
  pointer: string;
  detail: string;
}

/** What is wrong with answers as answers to this quiz: nothing is graded that is not whole. */
export function answersFaults(quiz: readonly QuizQuestion[], answers: QuizAnswers): QuizFault[] {
  const unknown = Object.keys(answers).filter((id) => quiz.every((question) => question.id !== id));
  return [
    ...unknown.map((id) => ({ pointer: `/answers/${id}`, detail: 'There is no such question.' })),
    ...quiz.flatMap((question, index) => {
      const detail = answerFault(question, answers[question.id] ?? [], index + 1);
      return detail === undefined ? [] : [{ pointer: `/answers/${question.id}`, detail }];
    }),
  ];
}

function answerFault(
  { kind, options }: QuizQuestion,
  chosen: readonly string[],
  number: number,
): string | undefined {
  if (chosen.length === 0) return `Answer question ${number}.`;
  if (kind === 'single' && chosen.length > 1) return 'Choose one answer.';
  if (new Set(chosen).size < chosen.length) return 'Choose each answer once.';
  const isThere = chosen.every((id) => options.some((option) => option.id === id));
  return isThere ? undefined : 'There is no such answer.';
}

/** A question is right when exactly the right options were chosen. */
export function grade(quiz: readonly QuizQuestion[], answers: QuizAnswers): QuizGrade {
  const questions = quiz.map(({ id, correct }) => {
    const chosen = new Set(answers[id]);
    return { id, right: chosen.size === correct.length && correct.every((option) => chosen.has(option)) };
  });
  const right = questions.filter((question) => question.right).length;
  return { score: right / quiz.length, questions };
}

/** What is wrong with a quiz as it was written: where, as a JSON Pointer into it, and what. */
export function quizFaults(quiz: readonly QuizQuestion[]): QuizFault[] {
  const ids = quiz.map(({ id }) => id);
  return quiz.flatMap((question, index) => {
    const fault = (part: string, detail: string) => ({ pointer: `/${index}/${part}`, detail });
    const options = question.options.map(({ id }) => id);
    const right = question.correct.filter((id) => options.includes(id));
    return [
      ...(ids.indexOf(question.id) < index ? [fault('id', 'must be another than those before')] : []),
      ...(new Set(options).size < options.length ? [fault('options', 'must differ from each other')] : []),
      ...(right.length < question.correct.length ? [fault('correct', 'must be among the options')] : []),
      ...(question.kind === 'single' && question.correct.length !== 1
        ? [fault('correct', 'must be one option, for only one can be chosen')]
        : []),
      ...(new Set(question.correct).size < question.correct.length
        ? [fault('correct', 'must name each option once')]
        : []),
    ];
  });
}
