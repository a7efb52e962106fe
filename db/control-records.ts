import type { RawBuilder } from 'kysely';
import type { Instant } from '../domain/decider.ts';

/**
 * The records that a check looks at, as `stream`, `title` and whether each `fails`, as things are at an instant. What is not
 * due yet, and not done, is not among them: it shows nothing.
 */
export type RecordsAt = (at: Instant) => RawBuilder<unknown>;
