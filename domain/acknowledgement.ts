import type { DomainEvent } from './decider.ts';

/** A person has read a version of a policy and agreed to it; `by` is that person. Nobody can take it back. */
export type AcknowledgementEvent = DomainEvent & {
  type: 'PolicyAcknowledged';
  policy: string;
  version: number;
  /** Of the text that they saw. */
  hash: string;
};
