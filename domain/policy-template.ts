import type { Audience } from './audience.ts';
import type { SignOffRole } from './identity.ts';
import type { SignificantChange } from './policy-state.ts';
import type { PolicyText, UseEffect, UseRule } from './policy-text.ts';

/** A policy to start from: what it says, and whom it is usually for. The words are ours; nothing is quoted from a standard. */
export interface PolicyTemplate {
  /** Names it in an address: "acceptable-use". */
  key: string;
  title: string;
  /** What it is about, in a sentence. */
  about: string;
  audience: Audience;
  approvers: SignOffRole[];
  reviewOn: SignificantChange[];
  text: PolicyText;
}

/** A rule of use that names only what it is about. */
export function useRule(
  effect: UseEffect,
  id: string,
  statement: string,
  about: Partial<Pick<UseRule, 'dataClasses' | 'systems' | 'purposes'>>,
): UseRule {
  return { id, effect, statement, dataClasses: [], systems: [], purposes: [], ...about };
}

/** Files wrap their lines; whoever goes on writing in a field does not: each paragraph and item becomes one line. */
export function unwrapped(markdown: string): string {
  return markdown.replaceAll(/(?<=[^\n|]) *\n {0,3}(?=[^\s|#>])(?!- |\d+\. )/g, ' ');
}
