import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, type FormFields, TestOrganisation } from '../../test-organisation.ts';
import { dateIn, RiskScene, score } from '../risk-scene.ts';
import { VendorScene } from '../vendor-scene.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
let risks: RiskScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  risks = new RiskScene(organisation);
});
afterAll(() => organisation.close());

const hostile = '<script>alert("risk")</script>';
const described = {
  '/title': `${hostile} comes through`,
  '/category': 'security',
  '/cause': 'Nobody looks.',
  '/consequence': 'Somebody is hurt.',
  '/inherent/likelihood': '4',
  '/inherent/impact': '3',
};
const filledIn = async (account: Account, path: string, action: string): Promise<FormFields> =>
  formOnPage(await organisation.page(account, path), action);

describe('a risk is identified', () => {
  const identify = async (changes: FormFields, path = '/risks/new', account: Account = 'requester') =>
    organisation.submitForm(account, '/risks', { ...(await filledIn(account, path, '/risks')), ...changes });
  const idIn = (location: string | null) => /^\/risks\/([^?]+)\?done=identified$/.exec(location ?? '')?.[1];

  it('from the list, by somebody who owns it then; what is left out is said, and what was typed is kept', async () => {
    expect((await organisation.page('requester', '/risks')).html).toContain('href="/risks/new"');
    expect((await organisation.page('auditor', '/risks')).html).not.toContain('href="/risks/new"');
    const refused = await identify({ '/title': hostile });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('must be a level from 1 to 5');
    expect(refused.html).toContain('Category: choose one');
    // What is left out is said once, not again of the residual score that follows it.
    expect(refused.html).not.toContain('With controls, how likely');
    expect(refused.html).toContain('&lt;script>');
    expect(refused.html).not.toContain(hostile);
    const { location } = await identify(described);
    const { body } = await risks.read(idIn(location) ?? '');
    expect(body).toMatchObject({ owner: { userName: 'requester' }, residual: score(4, 3), touches: [] });
    expect((await organisation.page('auditor', location ?? '')).html).toContain('It is in the register.');
  });

  it('once, however often the form is sent', async () => {
    const form = { ...(await filledIn('requester', '/risks/new', '/risks')), ...described };
    const sent = [1, 2].map(() => organisation.submitForm('requester', '/risks', form));
    const [first, second] = await Promise.all(sent);
    expect(first?.location).toMatch(/done=identified$/);
    expect(second?.location).toBe(first?.location);
  });

  it('is refused with more left than there was, and taken once that is mended', async () => {
    const more = { ...described, '/residual/likelihood': '5' };
    const refused = await identify(more);
    expect([refused.status, refused.html]).toEqual([
      422,
      expect.stringContaining('higher than the inherent one'),
    ]);
    const mended = { ...formOnPage(refused, '/risks'), '/residual/likelihood': '2' };
    expect((await organisation.submitForm('requester', '/risks', mended)).status).toBe(303);
  });

  it('of what one comes from: a request, a vendor by name, a system', async () => {
    const request = (await organisation.submit()).body.id;
    const vendor = await new VendorScene(organisation).registered({ name: 'Prompt & Answer plc' });
    const path = `/risks/new?request=${request}&vendor=${vendor}&system=Support+Drafts`;
    const { location } = await identify(described, path);
    const { body } = await risks.read(idIn(location) ?? '');
    expect(body.touches).toMatchObject([
      { kind: 'adoption-request', target: request },
      { kind: 'vendor', target: vendor },
      { kind: 'system', target: 'Support Drafts' },
    ]);
    const typed = { ...described, '/requests': `http://127.0.0.1/adoption-requests/${request}?done=signed` };
    const { body: byAddress } = await risks.read(idIn((await identify(typed)).location) ?? '');
    expect(byAddress.touches).toMatchObject([{ target: request }]);
  });

  it('that touches what is in no register is refused at the field', async () => {
    const vendors = await identify({ ...described, '/vendors': 'Nobody Ltd' });
    expect([vendors.status, vendors.html]).toEqual([
      422,
      expect.stringContaining('There is no vendor called Nobody Ltd.'),
    ]);
    const requests = await identify({ ...described, '/requests': '00000000-0000-4000-8000-000000000000' });
    expect([requests.status, requests.html]).toEqual([
      422,
      expect.stringContaining('There is no such adoption request.'),
    ]);
    expect((await identify({ ...described, '/owner': 'nobody' })).status).toBe(422);
    expect((await organisation.page('requester', '/risks/new?request=nonsense')).status).toBe(200);
  });

  it('by nobody who only reads', async () => {
    expect((await organisation.page('auditor', '/risks/new')).status).toBe(403);
    expect((await organisation.submitForm('auditor', '/risks', described)).status).toBe(403);
  });
});

describe('a risk is changed', () => {
  const deeds = ['description', 'assessment', 'closure'];

  it('by its owner and compliance managers, on pages that nobody else has', async () => {
    const id = await risks.identified();
    const ways = async (account: Account) => {
      const { html } = await organisation.page(account, `/risks/${id}`);
      return deeds.filter((deed) => html.includes(`href="/risks/${id}/${deed}"`));
    };
    expect(await ways('compliance')).toEqual(deeds);
    // Nobody dismisses what they own and nobody has dealt with.
    expect(await ways('requester')).toEqual(['description', 'assessment']);
    expect(await ways('security')).toEqual([]);
    for (const deed of deeds) {
      expect((await organisation.page('security', `/risks/${id}/${deed}`)).status).toBe(403);
      expect((await organisation.submitForm('security', `/risks/${id}/${deed}`)).status).not.toBe(303);
      expect((await organisation.page('auditor', `/risks/${id}/${deed}`)).status).toBe(403);
    }
    expect((await organisation.page('requester', `/risks/${id}/closure`)).status).toBe(403);
    expect((await organisation.page('requester', `/risks/${id}/reopening`)).status).toBe(409);
  });

  it('is described anew, but not over what somebody else has said meanwhile', async () => {
    const id = await risks.identified();
    const path = `/risks/${id}/description`;
    const form = await filledIn('requester', path, path);
    expect(form).toMatchObject({ '/title': 'Wrong answers reach customers', '/systems': 'Support Drafts' });
    expect((await organisation.submitForm('requester', path, form)).status).toBe(422);
    const other = await organisation.submitForm('compliance', path, { ...form, '/cause': 'Nobody looks.' });
    expect(other.location).toBe(`/risks/${id}?done=described`);
    const stale = await organisation.submitForm('requester', path, { ...form, '/title': 'Typed in vain?' });
    expect(stale.status).toBe(412);
    expect(stale.html).toContain('Typed in vain?');
    expect(stale.html).toContain('Nobody looks.');
    expect((await risks.read(id)).body.title).toBe('Wrong answers reach customers');
    const again = await organisation.submitForm('requester', path, formOnPage(stale, path));
    expect(again.location).toBe(`/risks/${id}?done=described`);
    expect((await risks.read(id)).body.title).toBe('Typed in vain?');
  });

  it('is assessed anew, closed and reopened, and tells all of it with scores, reasons and what made what stale', async () => {
    const id = await risks.accepting();
    expect((await risks.accept('management', id)).status).toBe(200);
    const form = await filledIn('requester', `/risks/${id}/assessment`, `/risks/${id}/assessment`);
    const refused = { ...form, '/residual/impact': '5' };
    expect((await organisation.submitForm('requester', `/risks/${id}/assessment`, refused)).status).toBe(422);
    const scored = { ...form, '/residual/likelihood': '1', '/reason': hostile };
    expect((await organisation.submitForm('requester', `/risks/${id}/assessment`, scored)).location).toBe(
      `/risks/${id}?done=assessed`,
    );
    const close = (account: Account, reason: string) =>
      organisation.submitForm(account, `/risks/${id}/closure`, { '/reason': reason });
    expect((await close('requester', 'Mine.')).status).toBe(403);
    const silent = await close('compliance', '');
    expect([silent.status, silent.html]).toEqual([422, expect.stringContaining('Say why it is no risk')]);
    expect((await close('compliance', 'It is switched off.')).location).toBe(`/risks/${id}?done=closed`);
    expect((await close('compliance', 'Again.')).status).toBe(409);
    const closed = await organisation.page('requester', `/risks/${id}`);
    expect(closed.html).toContain('It is switched off.');
    expect(closed.html).toContain(`href="/risks/${id}/reopening"`);
    const reopen = (reason: string) =>
      organisation.submitForm('requester', `/risks/${id}/reopening`, { '/reason': reason });
    expect((await reopen('')).status).toBe(422);
    expect((await reopen('It is on again.')).location).toBe(`/risks/${id}?done=reopened`);
    const { html } = await organisation.page('auditor', `/risks/${id}`);
    const story = html.slice(html.indexOf('What happened')).replaceAll(/<[^>]+>/g, '');
    for (const told of [
      'identified it.',
      'Without controls 4 × 3, with controls 2 × 3.',
      'chose how it is treated: accept.',
      'accepted 2 × 3 (moderate) until',
      'by version 1 of the risk policy',
      'Without controls still 4 × 3, with controls from 2 × 3 to 1 × 3.',
      'The acceptance no longer counts: the residual score has changed.',
      'closed it.',
      'reopened it.',
      'It is on again.',
    ]) {
      expect(story).toContain(told);
    }
    expect(html).not.toContain(hostile);
  });

  it('tells of a plan and of another owner', async () => {
    const id = await risks.identified();
    const actions = [{ text: 'Look at each answer', owner: 'colleague', dueOn: dateIn(30) }];
    await risks.treat('requester', id, { treatment: 'mitigate', reason: 'Cheap.', actions });
    await organisation.call('requester', 'PATCH', `/v1/risks/${id}`, { owner: 'colleague' });
    const { html } = await organisation.page('auditor', `/risks/${id}`);
    const story = html.slice(html.indexOf('What happened')).replaceAll(/<[^>]+>/g, '');
    expect(story).toMatch(/Look at each answer: .+, by /);
    expect(story).toMatch(/Changed: owner\. It is owned by .+ now\./);
  });
});
