import type { DataClass } from './adoption-request-content.ts';

export const useEffects = ['acceptable', 'prohibited'] as const;
export type UseEffect = (typeof useEffects)[number];

/**
 * A rule of use in a form that a program can check: what is named must apply for the rule to apply, and an empty list
 * names everything. Where rules disagree, what is prohibited is prohibited.
 */
export interface UseRule {
  /** Names it within the policy, and stays from version to version: "no-personal-data-in-public-tools". */
  id: string;
  effect: UseEffect;
  /** What people read. */
  statement: string;
  dataClasses: DataClass[];
  /** AI systems, by their names in the inventory. */
  systems: string[];
  /** Key words of purposes. */
  purposes: string[];
}

/** What a version of a policy says: prose in Markdown (CommonMark with tables), and the rules of use within it. */
export interface PolicyText {
  markdown: string;
  rules: UseRule[];
}

/** Stands in a draft for the table of approved systems and data classes, which handing it in fills from the inventory. */
export const inventoryPlaceholder = '{{approved-systems}}';

/** The most characters of a policy: some sixty printed pages. */
export const longestPolicy = 200_000;
