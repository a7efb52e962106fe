import type { AdoptionRequestContent } from './adoption-request-content.ts';
import type { Instant, PersonId } from './decider.ts';

/** The steps in which people are asked what they want to adopt, in their order. */
export const draftSteps = ['system', 'purpose', 'data', 'owner', 'check'] as const;
export type DraftStep = (typeof draftSteps)[number];

/** An answer as it was typed: a number that is none yet is still a text. */
export type TypedAnswer = string | number | boolean | string[];

/** The sections of a request as far as they have been filled in, as they were typed. */
export type DraftContent = {
  [Section in keyof AdoptionRequestContent]?: AdoptionRequestContent[Section] extends object
    ? { [Field in keyof AdoptionRequestContent[Section]]?: TypedAnswer }
    : TypedAnswer;
};

/** A request that its requester is still writing: nobody else sees it, and it is no event. */
export interface Draft {
  id: string;
  person: PersonId;
  content: DraftContent;
  /** Where its requester left it. */
  step: DraftStep;
  /** Goes up with every change. */
  version: number;
  updatedAt: Instant;
}

/** Drafts that a person can have at a time. */
export const maxDrafts = 50;
