import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyInForce } from '../../../db/approval-policy.ts';
import { type FormFields, TestOrganisation } from '../../test-organisation.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found({ worker: false });
});
afterAll(() => organisation.close());

const path = '/approval-policy';
const version = async () => (await policyInForce(organisation.database.db)).version;
const startedForm = async () =>
  formOnPage(await organisation.page('compliance', `${path}/next`), `${path}/preview`);
const preview = (fields: FormFields) => organisation.submitForm('compliance', `${path}/preview`, fields);
const publish = (fields: FormFields) => organisation.submitForm('compliance', `${path}/versions`, fields);

describe('the approval policy', () => {
  it('reads as a document for everybody, without codes', async () => {
    const { status, html } = await organisation.page('requester', path);
    expect(status).toBe(200);
    for (const words of ['Who signs, and how soon', 'Business owner', '40 h', '5 days', 'Working time']) {
      expect(html).toContain(words);
    }
    expect(html).not.toMatch(/>[^<]*(business_owner|slaHours)[^<]*</);
    expect(html).not.toContain('Change the policy');
  });

  it('is published in two steps: what would change, then the button', async () => {
    const before = await version();
    const fields = { ...(await startedForm()), '/note': 'Sooner', '/rules/expiryDays': '20' };
    const shown = await preview(fields);
    expect(shown.status).toBe(200);
    expect(shown.html).toMatch(/<del>30 days<\/del>.*<ins>20 days<\/ins>/);
    expect(shown.html).toContain('Requests in flight keep the version');
    expect(await version()).toBe(before);
    const published = await publish(formOnPage(shown, `${path}/versions`));
    expect([published.status, published.location]).toEqual([303, `${path}?done=published`]);
    expect(await policyInForce(organisation.database.db)).toMatchObject({
      version: before + 1,
      note: 'Sooner',
      rules: { expiryDays: 20 },
    });
    const compared = await organisation.page('auditor', `${path}/comparison?from=${before}&to=${before + 1}`);
    expect(compared.html).toMatch(/<del>30 days<\/del>.*<ins>20 days<\/ins>/);
  });

  it('keeps what was typed, and says at the field what is wrong', async () => {
    const note = 'Why <b>not</b>';
    const refused = await preview({
      ...(await startedForm()),
      '/note': note,
      '/rules/expiryDays': 'soon',
      '/rules/calendar/holidays': '2027-01-01\nChristmas',
      '/rules/requiredRoles/low': [],
    });
    expect(refused.status).toBe(422);
    for (const words of [
      'Expiry: must be a whole number of days',
      'Working time, holidays: must be a day',
      'Who signs, Low risk: must name a role at least',
    ]) {
      expect(refused.html).toContain(words);
    }
    const again = formOnPage(refused, `${path}/preview`);
    expect(again['/rules/expiryDays']).toBe('soon');
    expect(again['/note']).toBe(note);
    expect(refused.html).not.toContain('<b>not</b>');
  });

  it('goes back from the preview with everything that was typed', async () => {
    const shown = await preview({ ...(await startedForm()), '/note': 'Later', '/rules/expiryDays': '9' });
    const back = await organisation.submitForm(
      'compliance',
      `${path}/next`,
      formOnPage(shown, `${path}/versions`),
    );
    expect(formOnPage(back, `${path}/preview`)).toMatchObject({ '/note': 'Later', '/rules/expiryDays': '9' });
  });

  it('tells who comes late what was published meanwhile, and keeps what they typed', async () => {
    const early = { ...(await startedForm()), '/note': 'First', '/rules/expiryDays': '11' };
    const late = { ...early, '/note': 'Second', '/rules/expiryDays': '12' };
    const lateShown = await preview(late);
    await publish(early);
    const before = await version();
    for (const answer of [await publish(formOnPage(lateShown, `${path}/versions`)), await preview(late)]) {
      expect(answer.status).toBe(412);
      expect(answer.html).toContain('has been published while you were writing');
      expect(answer.html).toContain('First');
      const kept = formOnPage(answer, `${path}/preview`);
      expect(kept).toMatchObject({ replaces: String(before), '/rules/expiryDays': '12', '/note': 'Second' });
    }
    expect(await version()).toBe(before);
  });

  it('is the compliance manager’s to change, by whatever form', async () => {
    const fields = { ...(await startedForm()), '/note': 'Mine' };
    const before = await version();
    for (const account of ['administrator', 'auditor', 'requester'] as const) {
      expect((await organisation.page(account, `${path}/next`)).status).toBe(403);
      for (const target of ['next', 'preview', 'versions']) {
        expect((await organisation.submitForm(account, `${path}/${target}`, fields)).status).toBe(403);
      }
    }
    expect(await version()).toBe(before);
  });

  it.each(['versions/999', 'versions/none', 'comparison?from=1&to=999'])('has no page %s', async (page) => {
    expect((await organisation.page('requester', `${path}/${page}`)).status).toBe(404);
  });
});
