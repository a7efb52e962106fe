import type { RawBuilder } from 'kysely';
import type { Instant } from '../domain/decider.ts';

/** The records that a check looks at, as `stream`, `title` and whether each `fails`, as things are at an instant. */
export type RecordsAt = (at: Instant) => RawBuilder<unknown>;
