import type { DomainEvent } from './decider.ts';
import type { SignificantChange } from './policy-state.ts';

/** Something has changed that the policies named here are reviewed for. */
export type SignificantChangeEvent = DomainEvent & {
  type: 'SignificantChangeDeclared';
  kind: SignificantChange;
  note: string;
  policies: string[];
};
