import type { Instant, PersonId } from './decider.ts';

/** Something said about an adoption request. It decides nothing, so no process waits for it. */
export interface Comment {
  id: string;
  by: PersonId;
  at: Instant;
  text: string;
}

export type CommentEvent = { type: 'Commented'; at: Instant; by: PersonId; id: string; text: string };
