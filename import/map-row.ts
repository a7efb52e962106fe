import type { AdoptionRequestContent } from '../domain/adoption-request-content.ts';
import { normalised } from './answer.ts';
import type { Case, Mapping, Match, NumberRule, TextListRule, TextRule } from './mapping.ts';
import type { Row } from './table.ts';

/** A row in our words, and what had to be changed or assumed to say it so. */
export interface MappedRow {
  content: AdoptionRequestContent;
  mends: string[];
}

/** Makes the reader of rows for a mapping; what it returns depends on nothing but the row. */
export function rowMapper(mapping: Mapping): (row: Row) => MappedRow {
  const blank = new Set(['', ...mapping.blank]);
  const columns = new Map(
    Object.entries(mapping.columns).map(([alias, names]) => [alias, names.map(normalised)]),
  );
  return (row) => {
    const mends = [...row.faults];
    const content = read();
    return { content, mends };

    function read(): AdoptionRequestContent {
      const {
        title,
        purpose,
        system,
        users,
        data,
        effect,
        costs,
        sourcing,
        legal,
        businessOwner,
        screening,
      } = mapping.fields;
      return {
        title: text('title', title, 400),
        purpose: {
          intendedUse: text('purpose', purpose.intendedUse, 10_000),
          alternativesConsidered: text('alternatives', purpose.alternativesConsidered, 10_000),
        },
        system: {
          name: text('system name', system.name, 400),
          provider: text('provider', system.provider, 400),
          model: text('model', system.model, 400),
          kind: choose('kind of system', system.kind),
          origin: choose('origin of the system', system.origin),
        },
        users: { teams: texts('teams', users.teams, 200), headcount: number('headcount', users.headcount) },
        data: {
          classes: collect('data classes', data.classes),
          providerMayTrain: choose('training by the provider', data.providerMayTrain),
        },
        effect: {
          onPeople: choose('effect on people', effect.onPeople),
          affected: texts('people affected', effect.affected, 400),
        },
        costs: {
          purchase: number('purchase', costs.purchase),
          runningPerYear: number('running costs', costs.runningPerYear),
          monitoringPerYear: number('monitoring costs', costs.monitoringPerYear),
          currency: text('currency', costs.currency, 3),
        },
        sourcing: {
          procurement: text('procurement', sourcing.procurement, 2_000),
          reason: text('reason for the source', sourcing.reason, 4_000),
        },
        legal: {
          regions: texts('regions', legal.regions, 100),
          basis: text('legal basis', legal.basis, 4_000),
        },
        businessOwner: text('business owner', businessOwner, 200),
        screening: {
          prohibitedPractices: collect('prohibited practices', screening.prohibitedPractices),
          highRiskAreas: collect('high-risk areas', screening.highRiskAreas),
        },
      };
    }

    function text(field: string, rule: TextRule, max: number): string {
      const said = answers(rule.columns).filter((answer) => answer !== '');
      const taken = rule.take === 'first' ? (said[0] ?? '') : [...new Set(said)].join('\n\n');
      return storable(field, taken === '' ? fallback(field, rule) : taken, max);
    }

    function texts(field: string, rule: TextListRule, max: number): string[] {
      const parts = answers(rule.columns).flatMap((answer) => answer.split(rule.splitAt));
      const said = parts.map((part) => part.trim()).filter((part) => !blank.has(normalised(part)));
      const taken = said.length === 0 ? fallback(field, rule) : said;
      if (taken.length > 100) mends.push(`${field}: the first 100 of ${taken.length} taken`);
      return taken.slice(0, 100).map((part) => storable(field, part, max));
    }

    function number(field: string, rule: NumberRule): number {
      const [said] = answers(rule.columns).filter((answer) => answer !== '');
      if (said === undefined) return fallback(field, rule);
      const value = Number(said.replace(/[\s,\p{Sc}]/gu, ''));
      if (Number.isFinite(value) && value >= 0) return value;
      mends.push(`${field}: "${said}" is not a number, taken as ${rule.value}`);
      return rule.value;
    }

    function choose<Value>(
      field: string,
      rule: { cases: Case<Value>[]; value: Value; mend?: string | undefined },
    ): Value {
      const [first] = rule.cases.filter(holds);
      return first === undefined ? fallback(field, rule) : valueOf(field, first);
    }

    function collect<Value>(
      field: string,
      rule: { cases: Case<Value>[]; value: Value[]; mend?: string | undefined },
    ): Value[] {
      const found = rule.cases.filter(holds).map((one) => valueOf(field, one));
      return found.length === 0 ? fallback(field, rule) : [...new Set(found)];
    }

    function fallback<Value>(
      field: string,
      { value, mend }: { value: Value; mend?: string | undefined },
    ): Value {
      return valueOf(field, { value, mend });
    }

    function valueOf<Value>(
      field: string,
      { value, mend }: { value: Value; mend?: string | undefined },
    ): Value {
      if (mend !== undefined) mends.push(`${field}: ${mend}`);
      return value;
    }

    function holds({ when }: Case<unknown>): boolean {
      return when.some(
        (condition) => matches(condition) && condition.and.every(matches) && !condition.unless.some(matches),
      );
    }

    function matches({ columns: aliases, is, contains }: Match): boolean {
      return answers(aliases).some(
        (answer) =>
          is.some((expected) => same(answer, expected)) || contains.some((pattern) => pattern.test(answer)),
      );
    }

    /** The cells that the aliases stand for; an answer that says nothing is ''. */
    function answers(aliases: string[]): string[] {
      return aliases
        .flatMap((alias) => columns.get(alias) ?? [])
        .map((column) => (row.cells.get(column) ?? '').trim())
        .map((answer) => (blank.has(normalised(answer)) ? '' : answer));
    }

    /** Text as the register can hold it. */
    function storable(field: string, said: string, max: number): string {
      const whole = said.replaceAll('\0', '').toWellFormed();
      if (whole !== said) mends.push(`${field}: characters that are no text removed`);
      if (whole.length <= max) return whole;
      mends.push(`${field}: cut from ${whole.length} to ${max} characters`);
      return `${whole.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
    }
  };
}

/** `expected` is normalised by the mapping. */
function same(answer: string, expected: string): boolean {
  const said = normalised(answer);
  return expected.endsWith('*') ? said.startsWith(expected.slice(0, -1)) : said === expected;
}
