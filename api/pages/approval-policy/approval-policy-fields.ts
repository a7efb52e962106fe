import { type ApprovalPolicy, defaultApprovalPolicy, signOffTiers } from '../../../domain/approval-policy.ts';
import { signOffRoles } from '../../../domain/identity.ts';
import { Form } from '../page.ts';

const sections = Object.keys(defaultApprovalPolicy.material) as (keyof ApprovalPolicy['material'])[];

/** The fields of the form that publishes a policy, filled with one; named by the pointers into the API's body. */
export function formOf(rules: ApprovalPolicy, note: string): Form {
  const { calendar } = rules;
  const fields: [string, string][] = [
    ['/note', note],
    ...signOffTiers.flatMap((tier) => several(`/rules/requiredRoles/${tier}`, rules.requiredRoles[tier])),
    ...signOffRoles.flatMap((role) =>
      signOffTiers.map((tier): [string, string] => [
        `/rules/slaHours/${role}/${tier}`,
        String(rules.slaHours[role][tier]),
      ]),
    ),
    ['/rules/remindAt', rules.remindAt.map((share) => rounded(share * 100)).join(', ')],
    ...signOffRoles.map((role): [string, string] => [`/rules/escalateTo/${role}`, rules.escalateTo[role]]),
    ['/rules/expiryDays', String(rules.expiryDays)],
    ...sections.flatMap((section) => several(`/rules/material/${section}`, rules.material[section])),
    ['/rules/calendar/timeZone', calendar.timeZone],
    ...several('/rules/calendar/workingDays', calendar.workingDays.map(String)),
    ['/rules/calendar/startOfDay', calendar.startOfDay],
    ['/rules/calendar/endOfDay', calendar.endOfDay],
    ['/rules/calendar/holidays', calendar.holidays.join('\n')],
  ];
  return new Form(new URLSearchParams(fields));
}

/** The body of a publication as the form says it. What is no number becomes NaN, and the API's schema says so. */
export function publicationIn(form: Form): { note: string; rules: unknown } {
  const number = (name: string) => (form.text(name) === '' ? NaN : Number(form.text(name)));
  return {
    note: form.text('/note'),
    rules: {
      requiredRoles: record(signOffTiers, (tier) => form.all(`/rules/requiredRoles/${tier}`)),
      slaHours: record(signOffRoles, (role) =>
        record(signOffTiers, (tier) => number(`/rules/slaHours/${role}/${tier}`)),
      ),
      remindAt: sharesIn(form.text('/rules/remindAt')),
      escalateTo: record(signOffRoles, (role) => form.text(`/rules/escalateTo/${role}`)),
      expiryDays: number('/rules/expiryDays'),
      material: record(sections, (section) => form.all(`/rules/material/${section}`)),
      calendar: {
        timeZone: form.text('/rules/calendar/timeZone'),
        workingDays: form.all('/rules/calendar/workingDays').map(Number),
        startOfDay: form.text('/rules/calendar/startOfDay'),
        endOfDay: form.text('/rules/calendar/endOfDay'),
        holidays: form.lines('/rules/calendar/holidays'),
      },
    },
  };
}

/** "50, 100" per cent as shares of one. */
function sharesIn(text: string): number[] {
  return text
    .split(/[\s,;%]+/)
    .filter((part) => part !== '')
    .map((part) => rounded(Number(part) / 100));
}

/** Without the noise that a division by a hundred leaves in the last binary digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(15));
}

function several(name: string, values: readonly string[]): [string, string][] {
  return values.map((value) => [name, value]);
}

function record<Key extends string, Value>(
  keys: readonly Key[],
  valueOf: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, Value>;
}
