import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultRiskPolicy } from '../../../domain/risk-policy.ts';
import { eventually } from '../../eventually.ts';
import { type Account, type FormFields, TestOrganisation } from '../../test-organisation.ts';
import { RiskScene } from '../risk-scene.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
});
afterAll(() => organisation.close());

const inForce = async () => (await organisation.call('auditor', 'GET', '/v1/risk-policy')).body;
const filledIn = async (): Promise<FormFields> =>
  formOnPage(await organisation.page('compliance', '/risk-policy/next'), '/risk-policy/preview');
const preview = (form: FormFields, account: Account = 'compliance') =>
  organisation.submitForm(account, '/risk-policy/preview', form);

describe('the risk policy', () => {
  it('is read by everybody, in words', async () => {
    const { status, html } = await organisation.page('auditor', '/risk-policy');
    expect(status).toBe(200);
    for (const words of [
      'Version 1',
      'Almost certain',
      '180 days',
      'within 30 days',
      '14 and 3 days before',
    ]) {
      expect(html).toContain(words);
    }
    expect(html).not.toContain('href="/risk-policy/next"');
    expect((await organisation.page('auditor', '/risk-policy/versions/1')).status).toBe(200);
    expect((await organisation.page('auditor', '/risk-policy/versions/99')).status).toBe(404);
    expect((await organisation.page('auditor', '/approval-policy')).html).toContain('href="/risk-policy"');
  });

  it('is changed by compliance managers only', async () => {
    for (const account of ['requester', 'auditor', 'administrator', 'management'] as const) {
      expect((await organisation.page(account, '/risk-policy/next')).status).toBe(403);
      expect((await preview({}, account)).status).toBe(403);
      expect((await organisation.submitForm(account, '/risk-policy/versions')).status).toBe(403);
    }
  });

  it('is refused where it makes no sense, and what was typed is kept', async () => {
    const form = await filledIn();
    const falling = await preview({ ...form, '/note': 'Lower.', '/rules/matrix/4/4': 'low' });
    expect([falling.status, falling.html]).toEqual([
      422,
      expect.stringContaining('must not fall where likelihood or impact rises'),
    ]);
    expect(falling.html).toContain('Lower.');
    const nobody = await preview({ ...form, '/note': 'Nobody.', '/rules/acceptance/high/roles': [] });
    expect([nobody.status, nobody.html]).toEqual([422, expect.stringContaining('High, who may accept')]);
    expect((await preview({ ...form, '/note': '' })).status).toBe(422);
    expect((await preview({ ...form, '/note': 'Days.', '/rules/treatWithinDays': 'soon' })).status).toBe(422);
    expect(await inForce()).toMatchObject({ version: 1 });
  });

  it('is published after a look at what changes; what was accepted is told to have gone stale', async () => {
    const scene = new RiskScene(organisation);
    const risk = await scene.accepting();
    expect((await scene.accept('management', risk)).status).toBe(200);
    const form = await filledIn();
    const typed = { ...form, '/note': 'Fewer days.', '/rules/acceptance/high/longestDays': '90' };
    const look = await preview(typed);
    expect(look.html.replaceAll(/<[^>]+>/g, '')).toMatch(/180 days → becomes\s+90 days/);
    expect(await inForce()).toMatchObject({ version: 1 });
    const confirmed = formOnPage(look, '/risk-policy/versions');
    const publish = () => organisation.submitForm('compliance', '/risk-policy/versions', confirmed);
    expect((await publish()).location).toBe('/risk-policy?done=published');
    expect(await inForce()).toMatchObject({
      version: 2,
      note: 'Fewer days.',
      rules: {
        matrix: defaultRiskPolicy.matrix,
        acceptance: { high: { roles: ['management'], longestDays: 90 } },
        treatWithinDays: 30,
        remindDaysBefore: [14, 3],
        escalateTo: 'compliance_manager',
      },
    });
    await eventually(async () => {
      const { html } = await organisation.page('auditor', `/risks/${risk}`);
      return html.includes('The acceptance no longer counts: another risk policy is in force.');
    });
    const late = await publish();
    expect([late.status, late.html]).toEqual([412, expect.stringContaining('Version 2 has been published')]);
    expect((await preview(typed)).status).toBe(412);
    const compared = await organisation.page('auditor', '/risk-policy/comparison?from=1&to=2');
    expect(compared.html).toContain('90 days');
    expect((await organisation.page('auditor', '/risk-policy')).html).toContain('Fewer days.');
  });
});
