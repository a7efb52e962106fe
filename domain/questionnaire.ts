/** What is asked of a vendor: a versioned template, as data. */
export interface Questionnaire {
  id: string;
  version: number;
  title: string;
  sections: { id: string; title: string; questions: Question[] }[];
}

/** Whether a file must be attached so that the answer counts. */
export type EvidenceNeed = 'none' | 'optional' | 'required';

export type Question = {
  id: string;
  text: string;
  help?: string;
  /** Points that the best answer earns; 0 where an answer only informs. */
  weight: number;
  evidence: EvidenceNeed;
} & (
  | { kind: 'choice'; options: AnswerOption[] }
  /** Several may hold; the shares add up, to 1 at most. */
  | { kind: 'choices'; options: AnswerOption[] }
  | { kind: 'text' }
  /** Certificates with the day they end. */
  | { kind: 'certificates'; options: AnswerOption[] }
);

export interface AnswerOption {
  value: string;
  label: string;
  /** Share of the weight that the answer earns, 0–1. */
  share: number;
  /** Why nobody who answers so can be approved, whatever else they score. */
  knockOut?: string;
}

export interface Answer {
  /** Values of options, or the text. */
  values: string[];
  note: string;
  /** SHA-256 of the files that support it. */
  evidence: string[];
  /** For certificates: the last day of each, by its value (a date). */
  expiresOn?: Record<string, string>;
}

export type Answers = Record<string, Answer>;

/** Where the points of one question come from. */
export interface QuestionScore {
  question: string;
  points: number;
  possible: number;
  because: 'answer' | 'unanswered' | 'evidence_missing';
}

export interface QuestionnaireScore {
  /** Share of all points, 0–1. */
  share: number;
  points: number;
  possible: number;
  questions: QuestionScore[];
  knockOuts: { question: string; reason: string }[];
}

export function questionsOf({ sections }: Questionnaire): Question[] {
  return sections.flatMap(({ questions }) => questions);
}

/** Points by question, each traceable to its answer: no answer, or none with the evidence it needs, earns nothing. */
export function scoreAnswers(questionnaire: Questionnaire, answers: Answers): QuestionnaireScore {
  const asked = questionsOf(questionnaire);
  const questions = asked.map((question) => scoreOf(question, answers[question.id]));
  const points = questions.reduce((sum, score) => sum + score.points, 0);
  const possible = questions.reduce((sum, score) => sum + score.possible, 0);
  const knockOuts = asked.flatMap((question) =>
    chosenOptions(question, answers[question.id]).flatMap(({ knockOut }) =>
      knockOut === undefined ? [] : [{ question: question.id, reason: knockOut }],
    ),
  );
  return { share: possible === 0 ? 0 : points / possible, points, possible, questions, knockOuts };
}

function scoreOf(question: Question, answer: Answer | undefined): QuestionScore {
  const { id, weight, evidence } = question;
  const score = { question: id, possible: question.kind === 'text' ? 0 : weight };
  if (!isAnswered(question, answer)) return { ...score, points: 0, because: 'unanswered' };
  const earned = Math.min(
    1,
    chosenOptions(question, answer).reduce((sum, { share }) => sum + share, 0),
  );
  if (earned > 0 && evidence === 'required' && answer?.evidence.length === 0) {
    return { ...score, points: 0, because: 'evidence_missing' };
  }
  return { ...score, points: earned * score.possible, because: 'answer' };
}

function isAnswered(question: Question, answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  if (question.kind === 'text') return answer.values.some((value) => value.trim() !== '');
  return chosenOptions(question, answer).length > 0;
}

function chosenOptions(question: Question, answer: Answer | undefined): AnswerOption[] {
  if (question.kind === 'text' || answer === undefined) return [];
  return question.options.filter(({ value }) => answer.values.includes(value));
}

/** What keeps answers from being handed in, by question: nothing is guessed where nothing was said. */
export function missingAnswers(
  questionnaire: Questionnaire,
  answers: Answers,
): { question: string; detail: string }[] {
  return questionsOf(questionnaire).flatMap((question) => {
    const answer = answers[question.id];
    if (!isAnswered(question, answer)) {
      return question.kind === 'text' && question.weight === 0
        ? []
        : [{ question: question.id, detail: 'This question is not answered.' }];
    }
    if (question.kind === 'choice' && (answer?.values.length ?? 0) > 1) {
      return [{ question: question.id, detail: 'Choose one answer.' }];
    }
    if (question.kind === 'certificates' && undated(question, answer).length > 0) {
      return [{ question: question.id, detail: 'Say until when each certificate holds.' }];
    }
    const known =
      question.kind === 'text' || answer?.values.every((value) => isOption(question, value)) === true;
    return known ? [] : [{ question: question.id, detail: 'There is no such answer.' }];
  });
}

function isOption(question: Exclude<Question, { kind: 'text' }>, value: string): boolean {
  return question.options.some((option) => option.value === value);
}

/** The certificates that were named, with the day each ends. */
export function certificatesIn(
  questionnaire: Questionnaire,
  answers: Answers,
): { name: string; expiresOn: string }[] {
  return questionsOf(questionnaire)
    .filter((question) => question.kind === 'certificates')
    .flatMap((question) => {
      const { expiresOn = {} } = answers[question.id] ?? {};
      return chosenOptions(question, answers[question.id]).flatMap(({ value: name }) =>
        expiresOn[name] === undefined ? [] : [{ name, expiresOn: expiresOn[name] }],
      );
    });
}

/** Options worth something are certificates; the others say that there is none. */
function undated(question: Question, answer: Answer | undefined): AnswerOption[] {
  return chosenOptions(question, answer).filter(
    ({ value, share }) => share > 0 && answer?.expiresOn?.[value] === undefined,
  );
}
