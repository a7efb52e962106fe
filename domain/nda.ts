import type { DomainEvent } from './decider.ts';

export const ndaStream = 'nda/agreement';

/** The most characters of an agreement: some thirty printed pages. */
export const longestNda = 100_000;

/** A version is in force from being published until the next one is. */
export type NdaEvent = DomainEvent & { type: 'NdaPublished'; version: number; hash: string };
