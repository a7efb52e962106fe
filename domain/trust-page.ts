import type { DomainEvent } from './decider.ts';

/** What the page says of an AI system beside the name and the words chosen for it. */
export const disclosedFields = ['provider', 'in_use_since'] as const;
export type DisclosedField = (typeof disclosedFields)[number];

/**
 * What the organisation wants to say of itself. Statuses, texts of policies and facts of systems are not in it: they are
 * read as they are on the day, and what is no longer in force or in use is left out by itself.
 */
export interface TrustPage {
  /** The organisation, as it wants to be called. */
  name: string;
  /** Its principles, in Markdown. */
  principles: string;
  /** Controls by their ids ("A.9.2"), of which the status is shown. */
  controls: string[];
  policies: { policy: string; shows: 'title' | 'text' }[];
  systems: { system: string; name: string; words: string; fields: DisclosedField[] }[];
}

/** The most characters of the principles. */
export const longestPrinciples = 20_000;

export const trustPageStream = 'trust-center/page';

/** Versions follow each other; the latest that is not withdrawn is what the world sees. */
export type TrustPageEvent = DomainEvent &
  (
    | { type: 'TrustPagePublished'; version: number; hash: string }
    | { type: 'TrustPageWithdrawn'; version: number; reason: string }
  );
