import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../domain/decider.ts';

/** Between which instants records are looked at. */
export interface RecordsWindow {
  at: Instant;
  /** What went wrong before then, and is over, is not looked at any more. */
  since: Instant;
}

/**
 * The records that a check looks at, as `stream`, `title` and whether each `fails`, as things are at the end of a window.
 * What is not due yet, and not done, is not among them: it shows nothing.
 */
export type RecordsAt = (window: RecordsWindow) => RawBuilder<unknown>;

/** Whether something that has an end and a due time belongs into the window: it has ended within it, or is late at its end. */
export function isWithin(
  { at, since }: RecordsWindow,
  endedAt: RawBuilder<unknown>,
  dueAt: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(${endedAt} >= ${since}::timestamptz or ${endedAt} is null and ${dueAt} <= ${at}::timestamptz)`;
}

/** Of what belongs into the window: whether it was late within it, or still is. */
export function isLate(
  { since }: RecordsWindow,
  endedAt: RawBuilder<unknown>,
  dueAt: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(${endedAt} is null or ${endedAt} > ${dueAt} and ${dueAt} >= ${since}::timestamptz)`;
}
