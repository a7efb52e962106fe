import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAction } from '../../open-actions.ts';
import { TestOrganisation } from '../../test-organisation.ts';
import { treatRisks } from '../../treated-risks.ts';
import { dateIn, RiskScene } from '../risk-scene.ts';

let organisation: TestOrganisation;
let risks: RiskScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  risks = new RiskScene(organisation);
});
afterAll(() => organisation.close());

const hostile = '<script>alert("risk")</script>';
const stateOf = async (id: string) =>
  (await organisation.call('auditor', 'GET', `/v1/risks/${id}`)).body.state;

describe('the register', () => {
  it('shows what is in it and where it lies, and lets nobody in with a title', async () => {
    const id = await risks.identified({ title: `${hostile} again` });
    const { status, html } = await organisation.page('auditor', '/risks?q=again&sort=residual');
    expect(status).toBe(200);
    expect(html).toContain(`href="/risks/${id}"`);
    expect(html).not.toContain(hostile);
    expect(html).toContain('Open risks by residual likelihood and impact');
    const inherent = await organisation.page('auditor', '/risks?measure=inherent&state=nonsense');
    expect([inherent.status, inherent.html.includes('by inherent likelihood')]).toEqual([200, true]);
  });
});

describe('a risk', () => {
  it('is treated by its owner: refused without a plan, and then with one that somebody carries out', async () => {
    const id = await risks.identified();
    const path = `/risks/${id}/treatment`;
    const form = { '/treatment': 'mitigate', '/reason': 'Cheap.' };
    const refused = await organisation.submitForm('requester', path, form);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Mitigation needs at least one action.');
    expect(refused.html).toContain('Cheap.');
    const planned = {
      ...form,
      '/actions/0/text': hostile,
      '/actions/0/owner': 'colleague',
      '/actions/0/dueOn': dateIn(30),
    };
    expect((await organisation.submitForm('requester', path, planned)).location).toBe(
      `/risks/${id}?done=treated`,
    );
    const { html } = await organisation.page('colleague', `/risks/${id}`);
    expect(html).not.toContain(hostile);
    const [, completion = ''] = /action="(\/risks\/[^"]+\/completion)"/.exec(html) ?? [];
    expect((await organisation.submitForm('security', completion, { '/note': 'Mine.' })).status).toBe(403);
    expect((await organisation.submitForm('colleague', completion, { '/note': 'Done.' })).status).toBe(303);
    expect(await stateOf(id)).toBe('treated');
  });

  it('is accepted by somebody with the authority, and by nobody else', async () => {
    const id = await risks.accepting();
    const fields = {
      likelihood: '2',
      impact: '3',
      '/reason': 'The benefit is larger.',
      '/until': dateIn(30),
    };
    const accept = (account: Parameters<typeof organisation.page>[0], changes = {}) =>
      organisation.submitForm(account, `/risks/${id}/acceptances`, { ...fields, ...changes });
    expect((await organisation.page('requester', `/risks/${id}`)).html).not.toContain('Accept this risk');
    expect((await organisation.page('management', `/risks/${id}`)).html).toContain('Accept this risk');
    expect((await accept('security')).status).toBe(403);
    expect((await accept('requester')).status).toBe(403);
    expect((await accept('management', { '/until': dateIn(-2) })).status).toBe(422);
    expect((await accept('management', { likelihood: '1' })).status).toBe(412);
    expect((await accept('auditor')).status).toBe(403);
    expect((await accept('management')).location).toBe(`/risks/${id}?done=accepted`);
    expect((await accept('management')).status).toBe(409);
    expect(await stateOf(id)).toBe('accepted');
  });

  it('that nobody knows has no page', async () => {
    const unknown = '/risks/00000000-0000-4000-8000-000000000000';
    expect((await organisation.page('auditor', unknown)).status).toBe(404);
  });
});

describe('the page of a request', () => {
  it('of high risk shows the risks that its approval stands on', async () => {
    const screening = { prohibitedPractices: [], highRiskAreas: ['4_employment'] };
    const effect = { onPeople: 'assists_decision', affected: ['Applicants'] };
    const { body } = await organisation.submit({ screening, effect });
    const before = await organisation.page('auditor', `/adoption-requests/${body.id}`);
    expect(before.html).toContain(
      'From high risk on it is approved once each of these is treated or accepted.',
    );
    await treatRisks(organisation, body.id);
    const { html } = await organisation.page('auditor', `/adoption-requests/${body.id}`);
    expect(html).toContain('href="/risks/');
    expect(html).not.toContain('On their way to the register');
  });

  it('shows what became of its conditions, and whose condition it is says that it is done', async () => {
    const id = await openAction(organisation);
    const action = await organisation.call('auditor', 'GET', `/v1/actions/${id}`);
    const request = String(action.body.subject).replace('adoption-request/', '');
    const shown = await organisation.page('auditor', `/adoption-requests/${request}`);
    expect(shown.html).toContain(`href="/actions/${id}"`);
    const complete = (account: Parameters<typeof organisation.page>[0], note: string) =>
      organisation.submitForm(account, `/actions/${id}/completion`, { '/note': note });
    expect((await organisation.page('security', `/actions/${id}`)).html).not.toContain('It is done');
    expect((await complete('security', 'Mine.')).status).toBe(403);
    expect((await complete('colleague', '')).status).toBe(422);
    const handed = await organisation.submitForm('colleague', `/actions/${id}/handover`, {
      '/owner': 'nobody',
    });
    expect(handed.status).toBe(422);
    expect((await complete('colleague', hostile)).location).toBe(`/actions/${id}`);
    const done = await organisation.page('colleague', `/actions/${id}`);
    expect(done.html).toContain('Done');
    expect(done.html).not.toContain(hostile);
    const off = await organisation.submitForm('compliance', `/actions/${id}/calling-off`, {
      '/reason': 'Late.',
    });
    expect(off.status).toBe(409);
  });
});
