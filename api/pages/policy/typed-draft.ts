import { type DataClass, dataClasses } from '../../../domain/adoption-request-content.ts';
import { type PolicyText, type UseRule, useEffects } from '../../../domain/policy-text.ts';
import { linesOf } from '../lines.ts';
import type { Form } from '../page.ts';

/** A draft as it is typed. */
export interface TypedDraft {
  markdown: string;
  rules: TypedRule[];
  /** Which draft was seen: what somebody else has saved since is not saved over in silence. */
  seen: number;
}

/** A rule of use as it is typed. */
export interface TypedRule {
  id: string;
  effect: string;
  statement: string;
  dataClasses: string[];
  /** One a line. */
  systems: string;
  purposes: string;
}

export const emptyRule: Readonly<TypedRule> = {
  id: '',
  effect: 'prohibited',
  statement: '',
  dataClasses: [],
  systems: '',
  purposes: '',
};

export function draftIn(form: Form): TypedDraft {
  return {
    markdown: form.text('/text/markdown'),
    rules: rulesIn(form),
    seen: Number(form.text('seen')) || 0,
  };
}

export function textOf({ markdown, rules }: TypedDraft): PolicyText {
  return { markdown, rules: rules.map(ruleOf) };
}

export function typedRule({ systems, purposes, ...rule }: UseRule): TypedRule {
  return { ...rule, systems: systems.join('\n'), purposes: purposes.join('\n') };
}

/** The rows of rules that a form was sent with. */
function rulesIn(form: Form): TypedRule[] {
  return form.all('rule').map((row) => ({
    id: form.text(`/text/rules/${row}/id`),
    effect: form.text(`/text/rules/${row}/effect`),
    statement: form.text(`/text/rules/${row}/statement`),
    dataClasses: form.all(`/text/rules/${row}/dataClasses`),
    systems: form.text(`/text/rules/${row}/systems`),
    purposes: form.text(`/text/rules/${row}/purposes`),
  }));
}

/** A rule that was given no name gets one from its first words; from then on it keeps it. */
function ruleOf({ id, effect, statement, dataClasses: classes, systems, purposes }: TypedRule): UseRule {
  return {
    id: id === '' ? nameFor(statement) : id,
    effect: useEffects.find((one) => one === effect) ?? 'prohibited',
    statement,
    dataClasses: classes.filter((name): name is DataClass => dataClasses.some((known) => known === name)),
    systems: linesOf(systems),
    purposes: linesOf(purposes),
  };
}

const wordsInName = 6;

export function nameFor(statement: string): string {
  const words = statement.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.slice(0, wordsInName).join('-').slice(0, 100);
}
