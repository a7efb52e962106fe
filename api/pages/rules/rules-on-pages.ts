import type { ComponentChildren } from 'preact';
import type { z } from 'zod';
import type { Database } from '../../../db/database.ts';
import type { RulesVersion } from '../../../db/rules-version.ts';
import type { AnyRoute } from '../../route.ts';
import type { PolicyChange } from '../approval-policy/approval-policy-comparison.ts';
import type { Faults } from '../components/form.tsx';
import type { Form } from '../page.ts';

/** One thing that a policy says: what it is a part of, what it is about, and what it says of that. */
export type Statement = [part: string, what: string, words: string];

/** A policy that is published in versions, and how its pages show and change it. */
export interface RulesOnPages<Rules> {
  path: string;
  title: string;
  lead: string;
  /** Whom a new version concerns, for whoever is about to publish one. */
  meaning: string;
  schema: z.ZodType<Rules>;
  publishRoute: AnyRoute;
  inForce: (db: Database) => Promise<RulesVersion<Rules>>;
  history: (db: Database) => Promise<RulesVersion<Rules>[]>;
  version: (db: Database, number: number) => Promise<RulesVersion<Rules> | undefined>;
  /** Something that one can read from top to bottom. */
  document: (rules: Rules) => ComponentChildren;
  /** All that it says, always in the same order. */
  statementsOf: (rules: Rules) => Statement[];
  /** The fields of its form, named by pointers into the API's body. */
  fieldsOf: (rules: Rules) => [name: string, value: string][];
  /** What the form says. What is no number becomes NaN, and the API's schema says so. */
  rulesIn: (form: Form) => unknown;
  form: (filled: { form: Form; faults: Faults }) => ComponentChildren;
  /** What parts of pointers are called, for the faults above the form. */
  words: Record<string, string>;
}

/** All in which `after` differs from `before`, in words. */
export function compareRules<Rules>(
  { statementsOf }: RulesOnPages<Rules>,
  before: Rules,
  after: Rules,
): PolicyChange[] {
  const was = statementsOf(before);
  return statementsOf(after).flatMap(([part, what, words], index) => {
    const [, , earlier = ''] = was[index] ?? [];
    return earlier === words ? [] : [{ part, what, before: earlier, after: words }];
  });
}

/** What a field of a form says as a number; NaN where it says none. */
export function numberIn(form: Form, name: string): number {
  return form.text(name) === '' ? NaN : Number(form.text(name));
}
