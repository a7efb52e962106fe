import type { PersonName } from '../../../db/directory.ts';
import type { ListedPolicyVersion } from '../../../db/policy-version.ts';
import type { Audience } from '../../../domain/audience.ts';
import type { PersonId } from '../../../domain/decider.ts';
import type {
  PolicyReview,
  PolicySignOffDecision,
  PolicyState,
  ReviewOutcome,
  ReviewReason,
  SignificantChange,
} from '../../../domain/policy-state.ts';
import type { UseEffect } from '../../../domain/policy-text.ts';
import { listInWords } from '../approval-policy/approval-policy-words.ts';
import { roleWords } from '../words.ts';

export const policyStateWords: Record<PolicyState, string> = {
  unpublished: 'Not yet in force',
  in_force: 'In force',
  retired: 'Retired',
};

export const versionStateWords: Record<ListedPolicyVersion['state'], string> = {
  in_review: 'In review',
  approved: 'Approved',
  published: 'In force',
  superseded: 'Superseded',
};

/** What a review waits for. */
export const phaseWords: Record<PolicyReview['phase'], string> = {
  drafting: 'waits for its owner',
  review: 'waits for sign-offs',
  approved: 'approved, waits for its day',
};

export const significantChangeWords: Record<SignificantChange, string> = {
  new_kind_of_ai: 'A new kind of AI',
  new_law: 'A new law',
  incident: 'An incident',
};

/** Words that begin a line, within a sentence: "a new kind of AI". */
export function inSentence(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

export const significantChangeMeanings: Record<SignificantChange, string> = {
  new_kind_of_ai: 'We begin to use AI of a kind, or for a purpose, that our policies do not speak of.',
  new_law: 'A law, a standard or a judgment asks for something else than they say.',
  incident: 'Harm was done or nearly done, and our policies did not prevent it.',
};

export const reviewReasonWords: Record<ReviewReason, string> = {
  first: 'the first',
  cycle: 'the next of its cycle',
  new_kind_of_ai: 'because of a new kind of AI',
  new_law: 'because of a new law',
  incident: 'because of an incident',
};

export const reviewOutcomeWords: Record<ReviewOutcome, string> = {
  published: 'with a new version in force',
  confirmed: 'with the version in force confirmed',
  superseded: 'for another version came into force',
  called_off: 'without a result: it was called off',
};

export const effectWords: Record<UseEffect, string> = { acceptable: 'Acceptable', prohibited: 'Prohibited' };

export const policyDecisionWords: Record<PolicySignOffDecision, string> = {
  approve: 'Approve',
  request_changes: 'Request changes',
};

export const policyDecisionMeanings: Record<PolicySignOffDecision, string> = {
  approve: 'It may come into force as it is.',
  request_changes: 'It goes back to its owner; everybody signs what is handed in anew.',
};

/** "Everybody", or "Legal, Privacy, the team Sales and Ada Lovelace". */
export function audienceInWords(audience: Audience, nameOf: (id: PersonId) => PersonName): string {
  if (audience.everyone) return 'Everybody';
  return listInWords([
    ...audience.roles.map((role) => roleWords[role]),
    ...audience.teams.map((team) => `the team ${team}`),
    ...audience.people.map((person) => nameOf(person).name),
  ]);
}

/** "every year", "every 6 months", "every 2 years". */
export function cycleInWords(months: number): string {
  if (months === 1) return 'every month';
  if (months === 12) return 'every year';
  return months % 12 === 0 ? `every ${months / 12} years` : `every ${months} months`;
}

/** The beginning of a hash, as people compare it by eye. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
