import type { Competence, Course, CourseVersion } from './course.ts';
import { retired } from './course.ts';
import { daysAfter } from './days.ts';
import type { DomainEvent, Instant, PersonId, Refusal } from './decider.ts';

export const completionSources = ['quiz', 'external'] as const;
export type CompletionSource = (typeof completionSources)[number];

/** Somebody has completed a version of a course, here or elsewhere. It counts from `completedAt` until before `validUntil`. */
export interface Completion {
  id: string;
  person: PersonId;
  course: string;
  competence: Competence;
  version: number;
  completedAt: Instant;
  validUntil: Instant;
  /** The share of the questions that were answered right, 0–1; null where nobody has said. */
  score: number | null;
  source: CompletionSource;
  /** Who vouches for a completion elsewhere: a person, or the program that brought it. */
  vouchedBy: PersonId | null;
  /** SHA-256 of a file that shows it, among those of the person's training. */
  evidence: string | null;
  /** What the program calls it that brought it: by that it is known again. */
  externalId: string | null;
  revokedAt: Instant | null;
}

export interface QuizAttempt {
  id: string;
  person: PersonId;
  course: string;
  version: number;
  /** From 1, for each person and version. */
  number: number;
  at: Instant;
  /** The share of the questions that were answered right, 0–1. */
  score: number;
  passed: boolean;
  /** Of the answers, which are kept beside the events. */
  answersHash: string;
}

export type TrainingEvent = DomainEvent &
  (
    | ({ type: 'QuizAttempted' } & Omit<QuizAttempt, 'at'>)
    /** With the title that the course had then. */
    | ({ type: 'TrainingCompleted'; title: string } & Omit<Completion, 'revokedAt'>)
    | { type: 'TrainingCompletionRevoked'; completion: string; reason: string }
  );

/**
 * Until when a completion counts: as long as it holds, and of a version that a major one has replaced until taking the
 * course again is due.
 */
export function countsUntil(
  { version, validUntil }: Completion,
  versionsOfCourse: readonly Pick<CourseVersion, 'version' | 'earlierCountUntil'>[],
): Instant {
  const ends = versionsOfCourse.flatMap((later) =>
    later.version > version && later.earlierCountUntil !== null ? [later.earlierCountUntil] : [],
  );
  return [validUntil, ...ends].sort()[0] ?? validUntil;
}

/** Whether a completion counts at an instant. One that was revoked was a mistake, and has never counted. */
export function countsAt(
  completion: Completion,
  versionsOfCourse: readonly Pick<CourseVersion, 'version' | 'earlierCountUntil'>[],
  at: Instant,
): boolean {
  const { completedAt, revokedAt } = completion;
  return revokedAt === null && completedAt <= at && countsUntil(completion, versionsOfCourse) > at;
}

/** How often somebody may still try, and from when on: at once where `from` is null. */
export interface AttemptsLeft {
  left: number;
  from: Instant | null;
}

/** After as many attempts in vain as are allowed one has to wait; who waits, or passes, begins anew. */
export function attemptsLeft(
  { attempts: allowed, coolDownHours }: { attempts: number; coolDownHours: number },
  attempts: readonly Pick<QuizAttempt, 'at' | 'passed'>[],
  at: Instant,
): AttemptsLeft {
  let used = 0;
  for (const { passed } of attempts) {
    used = passed ? 0 : used >= allowed ? 1 : used + 1;
  }
  if (used < allowed) return { left: allowed - used, from: null };
  const from = daysAfter(attempts.at(-1)?.at ?? at, coolDownHours / 24);
  return { left: allowed, from: from > at ? from : null };
}

/** What a person holds of a course that frees them from taking it now; until it is asked for again in time. */
export function holding(
  course: Course,
  completions: readonly Completion[],
  at: Instant,
): Completion | undefined {
  return completions.find(
    ({ course: id, version, revokedAt, validUntil }) =>
      id === course.id &&
      version >= course.requiredVersion &&
      revokedAt === null &&
      daysAfter(validUntil, -course.details.terms.leadDays) > at,
  );
}

/** Why somebody cannot take the quiz now; undefined when they can. */
export function attemptBarred(
  course: Course,
  version: number,
  history: { attempts: readonly QuizAttempt[]; completions: readonly Completion[] },
  at: Instant,
): Refusal | undefined {
  if (course.state === 'retired') return retired();
  if (version !== course.version) {
    const detail = `Version ${course.version} of this course is in force; take that one.`;
    return version < course.version
      ? { code: 'closed', detail }
      : { code: 'invalid', pointer: '/version', detail };
  }
  if (holding(course, history.completions, at) !== undefined) {
    return {
      code: 'already_decided',
      detail: 'You have completed this course, and need not take it again yet.',
    };
  }
  const { from } = attemptsLeft(course.details, history.attempts, at);
  return from === null
    ? undefined
    : { code: 'closed', detail: `Your attempts are used up. You can try again from ${from}.` };
}

/** What was completed elsewhere, as somebody vouches for it. */
export interface ExternalCompletion {
  id: string;
  person: PersonId;
  version: number;
  completedAt: Instant;
  /** As long as the course has it where it does not say. */
  validUntil: Instant | null;
  score: number | null;
  vouchedBy: PersonId;
  evidence: string | null;
  externalId: string | null;
}

/** Puts down what somebody has completed elsewhere: never for themselves, and not before it has happened. */
export function completedElsewhere(
  course: Course,
  { validUntil: until, ...completion }: ExternalCompletion,
  by: PersonId,
  at: Instant,
): TrainingEvent | Refusal {
  const { person, version, completedAt, vouchedBy } = completion;
  if (person === vouchedBy || person === by) {
    return { code: 'segregation_of_duties', detail: 'Nobody vouches for their own training.' };
  }
  if (version > course.version || version < 1) {
    return { code: 'invalid', pointer: '/version', detail: 'There is no such version of the course.' };
  }
  if (completedAt > at) {
    return { code: 'invalid', pointer: '/completedAt', detail: 'Nothing is completed in the future.' };
  }
  const longest = daysAfter(completedAt, course.details.validDays);
  const validUntil = until ?? longest;
  if (validUntil <= completedAt || validUntil > longest) {
    const detail = `A completion of this course holds for ${course.details.validDays} days at the most.`;
    return { code: 'invalid', pointer: '/validUntil', detail };
  }
  const { id: courseId, competence, details } = course;
  return {
    type: 'TrainingCompleted',
    at,
    by,
    ...completion,
    course: courseId,
    title: details.title,
    competence,
    validUntil,
    source: 'external',
  };
}

/** What passing the quiz is worth. */
export function completedByQuiz(
  course: Course,
  { at, score, person, version }: QuizAttempt,
  id: string,
): TrainingEvent {
  return {
    type: 'TrainingCompleted',
    at,
    by: person,
    id,
    person,
    course: course.id,
    title: course.details.title,
    competence: course.competence,
    version,
    completedAt: at,
    validUntil: daysAfter(at, course.details.validDays),
    score,
    source: 'quiz',
    vouchedBy: null,
    evidence: null,
    externalId: null,
  };
}

export function completionRevoked(
  { id, revokedAt }: Completion,
  reason: string,
  by: PersonId,
  at: Instant,
): TrainingEvent | Refusal {
  return revokedAt === null
    ? { type: 'TrainingCompletionRevoked', at, by, completion: id, reason }
    : { code: 'already_decided', detail: 'This completion has been revoked already.' };
}
