import type { AssignmentTerms } from './assignment.ts';
import type { Audience } from './audience.ts';
import { daysAfter } from './days.ts';
import type { DomainEvent, Instant, PersonId, Refusal } from './decider.ts';
import type { QuizQuestion } from './quiz.ts';

/** What a course qualifies for: a slug. These are asked for by Countersign itself; an organisation may add its own. */
export const competences = ['ai_use', 'oversight'] as const;
export type Competence = string;

export interface CourseDetails {
  title: string;
  /** Whom it is for: they are asked to take it. */
  audience: Audience;
  /** The share of the questions that must be right to pass, above 0 and up to 1. */
  passMark: number;
  /** So often one may try before one has to wait. */
  attempts: number;
  /** Hours to wait once all attempts are used up; then there are as many again. */
  coolDownHours: number;
  /** Days for which a completion holds. */
  validDays: number;
  terms: AssignmentTerms;
}

export interface CoursePage {
  title: string;
  /** CommonMark with tables. */
  markdown: string;
}

/** What a version of a course consists of. It is kept beside the events, by its hash. */
export interface CourseContent {
  pages: CoursePage[];
  quiz: QuizQuestion[];
}

/** A course of our own, for an organisation to publish as it is or to change before. */
export interface CourseTemplate {
  id: string;
  competence: Competence;
  details: CourseDetails;
  content: CourseContent;
}

export const courseStates = ['in_force', 'retired'] as const;
export type CourseState = (typeof courseStates)[number];

export interface Course {
  id: string;
  state: CourseState;
  details: CourseDetails;
  competence: Competence;
  createdAt: Instant;
  /** The version that is taken now, and the hash of its content. */
  version: number;
  hash: string;
  /** The version that people must at least have taken: the last major one. */
  requiredVersion: number;
}

/** A version of a course: what was published when, by whom, and whether people must take the course again. */
export interface CourseVersion {
  version: number;
  hash: string;
  major: boolean;
  note: string;
  /** Of a major version that replaces another: until when completions of those before it still count. */
  earlierCountUntil: Instant | null;
  publishedBy: PersonId;
  publishedAt: Instant;
}

export type CourseEvent = DomainEvent &
  (
    | { type: 'CourseCreated'; competence: Competence; details: CourseDetails }
    | { type: 'CourseChanged'; details: CourseDetails }
    | ({ type: 'CourseVersionPublished' } & Omit<CourseVersion, 'publishedBy' | 'publishedAt'>)
    | { type: 'CourseRetired'; reason: string }
  );

/** A course begins with its first version, which everybody has to take. */
export function courseCreated(
  { competence, details, hash }: { competence: Competence; details: CourseDetails; hash: string },
  by: PersonId,
  at: Instant,
): CourseEvent[] {
  const first = { version: 1, hash, major: true, note: 'The first version.', earlierCountUntil: null };
  return [
    { type: 'CourseCreated', at, by, competence, details },
    { type: 'CourseVersionPublished', at, by, ...first },
  ];
}

/**
 * The next version. Whoever has taken one before a major one must take the course again, and what they had taken counts
 * until that is due.
 */
export function versionPublished(
  course: Course,
  { hash, major, note }: { hash: string; major: boolean; note: string },
  by: PersonId,
  at: Instant,
): CourseEvent | Refusal {
  if (course.state === 'retired') return retired();
  if (hash === course.hash && !major) return { code: 'unchanged', detail: 'This changes nothing.' };
  const earlierCountUntil = major ? daysAfter(at, course.details.terms.dueDays) : null;
  const version = course.version + 1;
  return { type: 'CourseVersionPublished', at, by, version, hash, major, note, earlierCountUntil };
}

export function courseRetired(
  { state }: Course,
  reason: string,
  by: PersonId,
  at: Instant,
): CourseEvent | Refusal {
  return state === 'retired' ? retired() : { type: 'CourseRetired', at, by, reason };
}

export function retired(): Refusal {
  return { code: 'closed', detail: 'This course has been retired; that is final.' };
}
