import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, type FormFields, TestOrganisation } from '../../test-organisation.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const textOf = (html: string) => html.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');

interface Case {
  path: string;
  says: string[];
  change: FormFields;
  becomes: string[];
  rules: object;
  faults: [typed: FormFields, words: string][];
}

describe.each<Case>([
  {
    path: '/oversight-policy',
    says: ['Level 1Oversight reviewer', '15 minutes', 'after 50 % and 90 % of the time', '14 days'],
    change: {
      '/rules/clocks/critical/decideHours': '2',
      '/rules/levels/2': '',
      '/rules/remindAt': '25 %, 75 %',
    },
    becomes: ['4 hours → becomes 2 hours', 'Compliance manager and Management → becomes', '25 % and 75 %'],
    rules: {
      levels: ['oversight_reviewer', 'compliance_manager'],
      clocks: { critical: { acknowledgeMinutes: 15, decideHours: 2 } },
      remindAt: [0.25, 0.75],
    },
    faults: [
      [{ '/rules/levels/0': '', '/rules/levels/1': '', '/rules/levels/2': '' }, 'must name a role at least'],
      [{ '/rules/clocks/low/decideHours': 'soon' }, 'Low severity, to decide'],
      [{ '/rules/clocks/high/acknowledgeMinutes': '9000' }, 'must be no longer than the time to decide'],
    ],
  },
  {
    path: '/usage-policy',
    says: ['Systems of critical risk', '730 days', '184 days', 'Article 26(6)'],
    change: { '/rules/keptDays/low': '200', '/rules/unknownKeptDays': '30' },
    becomes: ['184 days → becomes 200 days', '184 days → becomes 30 days'],
    rules: { keptDays: { low: 200 }, unknownKeptDays: 30 },
    faults: [
      [{ '/rules/keptDays/high': '30' }, 'High risk: must be 184 days at least'],
      [{ '/rules/unknownKeptDays': '' }, 'Systems that are not in the register'],
    ],
  },
])('$path', ({ path, says, change, becomes, rules, faults }) => {
  const inForce = async () => (await organisation.call('auditor', 'GET', `/v1${path}`)).body;
  const filledIn = async (): Promise<FormFields> =>
    formOnPage(await organisation.page('compliance', `${path}/next`), `${path}/preview`);
  const preview = (form: FormFields, account: Account = 'compliance') =>
    organisation.submitForm(account, `${path}/preview`, form);

  it('is read by everybody, in words', async () => {
    const { status, html } = await organisation.page('auditor', path);
    expect(status).toBe(200);
    for (const words of ['Version 1', ...says]) {
      expect(textOf(html), words).toContain(words);
    }
    expect(html).not.toContain(`href="${path}/next"`);
    expect((await organisation.page('auditor', `${path}/versions/1`)).status).toBe(200);
    expect((await organisation.page('auditor', `${path}/versions/99`)).status).toBe(404);
    expect((await organisation.page('colleague', '/oversight-cases')).html).toContain(`href="${path}"`);
  });

  it('is changed by compliance managers only', async () => {
    for (const account of ['requester', 'auditor', 'administrator', 'management'] as const) {
      expect((await organisation.page(account, `${path}/next`)).status).toBe(403);
      expect((await preview({}, account)).status).toBe(403);
      expect((await organisation.submitForm(account, `${path}/versions`)).status).toBe(403);
    }
  });

  it('is refused where it makes no sense, and what was typed is kept', async () => {
    const form = await filledIn();
    for (const [typed, words] of faults) {
      const { status, html } = await preview({ ...form, ...typed, '/note': 'Otherwise.' });
      expect(status, words).toBe(422);
      expect(textOf(html)).toContain(words);
      expect(html).toContain('Otherwise.');
    }
    expect((await preview({ ...form, '/note': '' })).status).toBe(422);
    expect(await inForce()).toMatchObject({ version: 1 });
  });

  it('is published after a look at what changes, once, and by nobody who is overtaken', async () => {
    const form = await filledIn();
    const look = await preview({ ...form, ...change, '/note': 'As agreed.' });
    for (const words of becomes) expect(textOf(look.html)).toContain(words);
    expect(await inForce()).toMatchObject({ version: 1 });
    const publish = () =>
      organisation.submitForm('compliance', `${path}/versions`, formOnPage(look, `${path}/versions`));
    expect((await publish()).location).toBe(`${path}?done=published`);
    expect(await inForce()).toMatchObject({ version: 2, note: 'As agreed.', rules });
    const overtaken = await publish();
    expect(overtaken.status).toBe(412);
    expect(overtaken.html).toContain('As agreed.');
    expect((await preview({ ...form, '/note': 'Late.' })).status).toBe(412);
    const compared = textOf((await organisation.page('auditor', `${path}/comparison?from=1&to=2`)).html);
    for (const words of becomes) expect(compared).toContain(words);
  });
});
