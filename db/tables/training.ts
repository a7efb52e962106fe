import type { JSONColumnType } from 'kysely';
import type { CourseContent, CourseDetails, CourseState } from '../../domain/course.ts';
import type { Instant, PersonId } from '../../domain/decider.ts';
import type { QuizAnswers } from '../../domain/quiz.ts';
import type { CompletionSource } from '../../domain/training.ts';

export interface CourseTable {
  id: string;
  state: CourseState;
  title: string;
  competence: string;
  /** The version that is taken now. */
  version: number;
  hash: string;
  /** The version that people must at least have taken. */
  required_version: number;
  created_at: Instant;
  details: JSONColumnType<CourseDetails>;
}

export interface CourseVersionTable {
  course_id: string;
  version: number;
  hash: string;
  major: boolean;
  note: string;
  /** Until when completions of earlier versions count; null where they go on to. */
  earlier_count_until: Instant | null;
  published_by: PersonId;
  published_at: Instant;
}

export interface CourseContentTable {
  hash: string;
  content: JSONColumnType<CourseContent>;
  stored_at: Instant;
}

export interface QuizAttemptTable {
  id: string;
  person_id: PersonId;
  course_id: string;
  version: number;
  number: number;
  at: Instant;
  /** 0–1. */
  score: number;
  passed: boolean;
  answers_hash: string;
}

export interface QuizAnswersTable {
  hash: string;
  answers: JSONColumnType<QuizAnswers>;
  stored_at: Instant;
}

export interface TrainingCompletionTable {
  id: string;
  person_id: PersonId;
  course_id: string;
  competence: string;
  version: number;
  completed_at: Instant;
  valid_until: Instant;
  /** 0–1; null where nobody has said. */
  score: number | null;
  source: CompletionSource;
  vouched_by: PersonId | null;
  evidence_hash: string | null;
  external_id: string | null;
  revoked_at: Instant | null;
}
