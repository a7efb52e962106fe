import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controls, statements } from '../../domain/control-catalogue.ts';
import { checkIds, controlStatuses, frameworks, statusOf, statusOfAll } from '../../domain/control.ts';

describe('the catalogue of controls', () => {
  it('has each statement once, of a control that is there, with a check of its own', () => {
    expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length);
    const known = controls.map(({ id }) => id);
    for (const { control } of statements) expect(known).toContain(control);
    const checks = statements.flatMap(({ check }) => (check === 'manual' ? [] : [check]));
    expect(checks.toSorted()).toEqual([...checkIds].toSorted());
    for (const { id } of controls) {
      const its = statements.some(
        ({ control, also }) =>
          control === id || also.some((one) => one.framework === 'iso42001' && one.place === id),
      );
      expect([id, its]).toEqual([id, true]);
    }
  });

  it('breaks A.9.2 down, and names places of frameworks that have a source', () => {
    expect(statements.filter(({ control }) => control === 'A.9.2').length).toBeGreaterThan(12);
    for (const { source } of Object.values(frameworks)) expect(source).toMatch(/^https:\/\//);
    for (const { also } of statements)
      for (const { framework, place } of also)
        expect(place).toMatch(
          { aiAct: /^Article \d/, aiRmf: /^GOVERN \d/, iso42001: /^(A\.)?\d/ }[framework],
        );
  });
});

it('is told in the README, statement of A.9.2 by statement', async () => {
  const readme = await readFile(path.join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const [, table = ''] = readme.split('A.9.2, statement by statement');
  const rows = [
    ...table
      .split('###', 1)
      .join('')
      .matchAll(/^\| (.*?) +\| (.*?) +\| (.*?) +\|$/gm),
  ].slice(2);
  const told = rows.map(([, statement, what, where]) => ({
    statement,
    isWhole: what !== '' && where !== '',
  }));
  const asked = statements.filter(({ control }) => control === 'A.9.2');
  expect(told).toEqual(asked.map(({ text }) => ({ statement: text, isWhole: true })));
});

describe('the status of a statement', () => {
  it.each([
    [{ population: 0, failing: 0 }, 'nothing_to_check'],
    [{ population: 3, failing: 0 }, 'met'],
    [{ population: 3, failing: 1 }, 'partly_met'],
    [{ population: 3, failing: 3 }, 'gap'],
  ] as const)('of %o is %s', (result, status) => {
    expect(statusOf(result)).toBe(status);
  });

  it('of a control is met only where all that can be checked is met, and something can', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...controlStatuses)), (statuses) => {
        const applicable = statuses.filter((status) => status !== 'not_applicable');
        const checked = applicable.filter((status) => status !== 'nothing_to_check');
        const status = statusOfAll(statuses);
        expect(status === 'not_applicable').toBe(applicable.length === 0);
        expect(status === 'met').toBe(checked.length > 0 && checked.every((one) => one === 'met'));
        expect(status === 'nothing_to_check').toBe(applicable.length > 0 && checked.length === 0);
        expect(status === 'gap').toBe(checked.length > 0 && checked.every((one) => one === 'gap'));
      }),
    );
  });
});
