import { contentOf, findCourseVersion } from '../db/course.ts';
import { answersOf, attemptsAt, completionOfAttempt } from '../db/quiz-attempt.ts';
import { grade } from '../domain/quiz.ts';
import { attemptsLeft, type QuizAttempt } from '../domain/training.ts';
import { knownCourse, noSuchCourse } from './course.ts';
import type { Services } from './services.ts';

/** An attempt with what was right of it and why, and whether there is another. */
export async function representAttempt(services: Services, attempt: QuizAttempt, at: string) {
  const { db } = services;
  const { id, course: courseId, version, number, score, passed, answersHash } = attempt;
  const course = await knownCourse(services, courseId);
  const taken = await findCourseVersion(db, courseId, version);
  if (taken === undefined) throw noSuchCourse();
  const { quiz } = await contentOf(db, taken.hash);
  const answers = await answersOf(db, answersHash);
  const graded = grade(quiz, answers);
  const questions = quiz.map(({ id: question, text, options, explanation }, index) => ({
    id: question,
    text,
    chosen: options.filter((option) => answers[question]?.includes(option.id)).map((option) => option.text),
    right: graded.questions[index]?.right === true,
    explanation,
  }));
  const { left, from } = attemptsLeft(course.details, await attemptsAt(db, attempt), at);
  return {
    id,
    course: courseId,
    version,
    number,
    at: attempt.at,
    score,
    passMark: course.details.passMark,
    passed,
    questions,
    attemptsLeft: from === null ? left : 0,
    nextAttemptAt: from,
    completion: passed ? completionOfAttempt(id) : null,
  };
}
