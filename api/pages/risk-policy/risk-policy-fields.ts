import { levels, riskBands, type RiskPolicy } from '../../../domain/risk-policy.ts';
import { Form } from '../page.ts';

/** The fields of the form that publishes a policy, filled with one; named by the pointers into the API's body. */
export function formOf(rules: RiskPolicy): Form {
  const fields: [string, string][] = [
    ...rules.matrix.flatMap((row, likelihood) =>
      row.map((band, impact): [string, string] => [`/rules/matrix/${likelihood}/${impact}`, band]),
    ),
    ...riskBands.flatMap((band): [string, string][] => [
      ...rules.acceptance[band].roles.map((role): [string, string] => [
        `/rules/acceptance/${band}/roles`,
        role,
      ]),
      [`/rules/acceptance/${band}/longestDays`, String(rules.acceptance[band].longestDays)],
    ]),
    ['/rules/treatWithinDays', String(rules.treatWithinDays)],
    ['/rules/remindDaysBefore', rules.remindDaysBefore.join(', ')],
    ['/rules/escalateTo', rules.escalateTo],
  ];
  return new Form(new URLSearchParams(fields));
}

/** The body of a publication as the form says it. What is no number becomes NaN, and the API's schema says so. */
export function publicationIn(form: Form): { note: string; rules: unknown } {
  const number = (name: string) => (form.text(name) === '' ? NaN : Number(form.text(name)));
  const authority = riskBands.map((band) => {
    const name = `/rules/acceptance/${band}`;
    return [band, { roles: form.all(`${name}/roles`), longestDays: number(`${name}/longestDays`) }];
  });
  return {
    note: form.text('/note'),
    rules: {
      matrix: levels.map((_likelihood, row) =>
        levels.map((_impact, column) => form.text(`/rules/matrix/${row}/${column}`)),
      ),
      acceptance: Object.fromEntries(authority) as Record<string, unknown>,
      treatWithinDays: number('/rules/treatWithinDays'),
      remindDaysBefore: daysIn(form.text('/rules/remindDaysBefore')),
      escalateTo: form.text('/rules/escalateTo'),
    },
  };
}

/** "14, 3" as numbers. */
function daysIn(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number);
}
