import type { DomainEvent } from './decider.ts';

/** What subscribers hear of, each as they chose. */
export const newsTopics = ['version', 'control', 'policy', 'document'] as const;
export type NewsTopic = (typeof newsTopics)[number];

/** Whoever subscribes is an opaque id on record; the address stands beside it, and goes when they leave. */
export type SubscriberEvent = DomainEvent &
  ({ type: 'SubscriberJoined'; topics: NewsTopic[] } | { type: 'SubscriberLeft' });

/** Days for which an address that nobody has confirmed is kept, and the most that wait at once. */
export const confirmingDays = 2;
export const unconfirmedAtMost = 1_000;
