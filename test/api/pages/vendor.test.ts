import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, exampleSubmission, TestOrganisation } from '../../test-organisation.ts';
import { pdf } from '../evidence-file.ts';
import { goodAnswers, VendorScene } from '../vendor-scene.ts';
import { formOnPage } from './form-on-page.ts';

let organisation: TestOrganisation;
let vendors: VendorScene;
beforeAll(async () => {
  organisation = await TestOrganisation.found();
  vendors = new VendorScene(organisation);
});
afterAll(() => organisation.close());

const signing = [
  ['security', 'security'],
  ['legal', 'legal'],
  ['privacy', 'privacy'],
  ['business-owner', 'business_owner'],
] as const;
const hostile = '<script>alert("vendor")</script>';
const page = (account: Account, path: string) => organisation.page(account, path);
const submit = (account: Account, path: string, fields = {}) =>
  organisation.submitForm(account, path, fields);

/** A file as the browser's form sends it; none where there is no content. */
async function attach(account: Account, id: string, name: string, content: Buffer) {
  const body = new FormData();
  body.append('/file', new File([new Uint8Array(content)], name));
  const response = await fetch(`${organisation.url}/vendors/${id}/evidence`, {
    method: 'POST',
    headers: { cookie: await organisation.signIn(account), 'sec-fetch-site': 'same-origin' },
    redirect: 'manual',
    body,
  });
  return { status: response.status, location: response.headers.get('location'), html: await response.text() };
}

describe('the register of vendors', () => {
  it('shows what is in it, filtered and in either order, and lets nobody in with a name', async () => {
    const mark = randomUUID();
    const id = await vendors.approved(['internal'], { name: `${hostile} ${mark}` });
    const other = await vendors.registered({ name: `Other ${mark}`, criticality: 'critical' });
    const shown = async (query: string) => (await page('auditor', `/vendors?q=${mark}${query}`)).html;
    const all = await shown('');
    expect(all).not.toContain(hostile);
    expect(all).toContain('for internal data');
    for (const one of [id, other]) expect(all).toContain(`href="/vendors/${one}"`);
    const lapsing = await shown('&sort=lapses');
    expect(lapsing).toContain(id);
    expect(lapsing).not.toContain(other);
    expect(await shown('&criticality=critical&state=unassessed&phase=none&owner=requester')).toContain(other);
    expect(await shown('&owner=nobody')).toContain('No vendor is like that.');
    expect((await page('auditor', '/vendors?state=nonsense')).status).toBe(200);
  });

  it('goes on to the next page', async () => {
    const mark = randomUUID();
    for (let index = 0; index < 26; index += 1) await vendors.registered({ name: `Many ${mark} ${index}` });
    const first = await page('auditor', `/vendors?q=${mark}`);
    const [, next = ''] = /href="([^"]*cursor=[^"]*)"/.exec(first.html) ?? [];
    const second = await page('auditor', next.replaceAll('&amp;', '&'));
    const namesIn = ({ html }: { html: string }) =>
      [...html.matchAll(new RegExp(`Many ${mark}`, 'g'))].length;
    expect([namesIn(first), namesIn(second)]).toEqual([25, 1]);
  });

  it('is saved as a file by whoever is signed in', async () => {
    const name = `Exported ${randomUUID()}`;
    await vendors.registered({ name });
    const csv = await page('auditor', `/vendors/export?format=csv&q=${encodeURIComponent(name)}`);
    expect([csv.status, csv.html]).toEqual([200, expect.stringContaining(name)]);
    const json = await page('auditor', `/vendors/export?format=json&q=${encodeURIComponent(name)}`);
    expect((JSON.parse(json.html) as { items: unknown[] }).items).toHaveLength(1);
  });
});

describe('a vendor', () => {
  it('is registered by a form, once, and whoever comes second is led to it', async () => {
    const name = `Formed ${randomUUID()}`;
    const fields = { ...formOnPage(await page('requester', '/vendors/new'), '/vendors'), '/name': name };
    const registered = await submit('requester', '/vendors', fields);
    expect(registered.location).toMatch(/^\/vendors\/[0-9a-f-]{36}\?done=registered$/);
    expect((await submit('requester', '/vendors', fields)).location).toBe(registered.location);
    const id = registered.location?.slice('/vendors/'.length, -'?done=registered'.length) ?? '';
    const again = await submit('colleague', '/vendors', {
      ...fields,
      '/name': ` ${name.toUpperCase()} `,
      key: 'other',
    });
    expect(again.status).toBe(409);
    expect(again.html).toContain(`href="/vendors/${id}"`);
    const refused = await submit('colleague', '/vendors', {
      ...fields,
      key: 'third',
      '/name': 'x',
      '/website': 'nowhere',
    });
    expect([refused.status, refused.html]).toEqual([422, expect.stringContaining('nowhere')]);
    expect((await page('auditor', '/vendors/new')).status).toBe(403);
    expect((await submit('auditor', '/vendors', fields)).status).toBe(403);
  });

  it('is changed by its owner and a compliance manager, not over what somebody else has changed', async () => {
    const id = await vendors.registered();
    const path = `/vendors/${id}/details`;
    const form = formOnPage(await page('requester', path), path);
    expect(form['/owner']).toBe('requester');
    expect((await submit('colleague', path, { ...form, '/services': 'Mine' })).status).toBe(403);
    const changed = await submit('compliance', path, { ...form, '/services': hostile });
    expect(changed.location).toBe(`/vendors/${id}?done=changed`);
    const stale = await submit('requester', path, { ...form, '/services': 'Late' });
    expect([stale.status, stale.html]).toEqual([412, expect.stringContaining('Late')]);
    const { html } = await page('requester', `/vendors/${id}`);
    expect(html).not.toContain(hostile);
    expect(html).toContain(`href="${path}"`);
    expect((await page('colleague', `/vendors/${id}`)).html).not.toContain(`href="${path}"`);
  });

  it('that nobody knows has no page', async () => {
    const unknown = `/vendors/${randomUUID()}`;
    for (const rest of ['', '/details', '/sign-off', '/assessments/1', '/reports/new', '/off-boarding'])
      expect((await page('compliance', `${unknown}${rest}`)).status).toBe(404);
    expect((await page('compliance', '/vendors/nothing')).status).toBe(404);
  });
});

describe('an assessment', () => {
  it('is started for classes of data, and waits for answers at the owner’s', async () => {
    const id = await vendors.registered();
    const path = `/vendors/${id}/assessments`;
    const form = formOnPage(await page('requester', `${path}/new`), path);
    const none = await submit('requester', path, form);
    expect([none.status, none.html]).toEqual([422, expect.stringContaining('must name a class')]);
    expect((await submit('colleague', path, { ...form, '/dataClasses': 'internal' })).status).toBe(403);
    const started = await submit('requester', path, {
      ...form,
      key: 'second',
      '/dataClasses': ['internal', 'personal'],
    });
    expect(started.location).toBe(`/vendors/${id}?done=started`);
    const { html } = await page('requester', `/vendors/${id}`);
    expect(html).toContain('Assessment 1 waits for its answers');
    expect(html).toContain(`href="${path}/1/answers"`);
    expect((await page('colleague', `/vendors/${id}`)).html).not.toContain('/1/answers"');
    expect((await page('auditor', `${path}/1`)).html).toContain('Not answered.');
  });

  it('shows every answer with its points, and why it earned none', async () => {
    const id = await vendors.registered();
    await vendors.assess(id, ['internal']);
    const { location } = await attach('requester', id, `${hostile}.pdf`, pdf);
    expect(location).toBe(`/vendors/${id}?done=attached#files`);
    const { body } = await organisation.call('auditor', 'GET', `/v1/vendors/${id}/evidence`);
    const [{ hash }] = body.items as [{ hash: string }];
    const answers = goodAnswers({
      deletion: { values: ['no'], note: hostile, evidence: [] },
      retention: { values: ['yes'], note: '', evidence: [hash] },
    });
    await vendors.save(id, 1, answers);
    await vendors.submit(id, 1);
    const { html } = await page('auditor', `/vendors/${id}/assessments/1`);
    expect(html).not.toContain(hostile);
    expect(html).toContain('Data could not be taken back.');
    expect(html).toContain('Rules an approval out');
    expect(html).toContain('No points: the file that it needs is missing.');
    expect(html).toContain('6 of 6 points');
    expect(html).toContain(`href="/vendors/${id}/evidence/${hash}"`);
    const file = await page('auditor', `/vendors/${id}/evidence/${hash}`);
    expect([file.status, file.html.slice(0, 5)]).toEqual([200, pdf.subarray(0, 5).toString()]);
    expect((await page('auditor', `/vendors/${id}/evidence/${'0'.repeat(64)}`)).status).toBe(404);
    expect((await page('auditor', `/vendors/${id}/assessments/2`)).status).toBe(404);
  });

  it('is compared with the one before, what has changed being marked in words', async () => {
    const id = await vendors.approved(['internal']);
    await vendors.assess(id, ['internal']);
    await vendors.save(
      id,
      2,
      goodAnswers({ retention: { values: ['partly'], note: hostile, evidence: [] } }),
    );
    await vendors.submit(id, 2);
    const path = `/vendors/${id}/assessments/2/comparison?with=1`;
    expect((await page('auditor', `/vendors/${id}`)).html).toContain(`href="${path}"`);
    const { html } = await page('auditor', path);
    expect(html).not.toContain(hostile);
    expect(html).toMatch(/1 answer of \d+ changed\./);
    const changed = (await page('auditor', `${path}&show=changed`)).html;
    expect([...changed.matchAll(/<th scope="row">/g)]).toHaveLength(1);
    expect(changed).toContain('Up to 30 days');
    expect((await page('auditor', `${path}9`)).status).toBe(404);
    expect((await page('auditor', path.replace('?with=1', ''))).status).toBe(422);
  });
});

describe('a review', () => {
  const firstStep = async (
    account: Account,
    id: string,
    role: string,
    fields: Record<string, string | string[]>,
  ) => {
    const path = `/vendors/${id}/sign-off`;
    const form = formOnPage(await page(account, `${path}?role=${role}`), path);
    const confirm = await submit(account, path, { ...form, ...fields });
    return { path: `/vendors/${id}/sign-offs`, confirm };
  };

  it('is signed beside its answers, in two steps, by whoever holds the role', async () => {
    const id = await vendors.answered();
    expect((await page('security', `/vendors/${id}`)).html).toContain(
      `/vendors/${id}/sign-off?role=security`,
    );
    const read = await page('security', `/vendors/${id}/sign-off?role=security`);
    expect(read.html).toContain('Do you train or improve models');
    expect(read.html).toContain('Sign off for Security');
    expect((await page('requester', `/vendors/${id}/sign-off`)).html).not.toContain('Sign off for');
    expect((await page('legal', `/vendors/${id}/sign-off`)).html).not.toContain('Sign off for');

    const { path, confirm } = await firstStep('security', id, 'security', {
      decision: 'approve_with_conditions',
      '/comment': hostile,
    });
    expect(confirm.html).toContain('Approve this vendor with conditions?');
    expect(confirm.html).not.toContain(hostile);
    expect((await vendors.read(id)).body.assessment).toMatchObject({ signOffs: [{ state: 'pending' }, {}] });
    const form = formOnPage(confirm, path);
    const more = await submit('security', path, { ...form, step: 'more' });
    expect(more.html).toContain('Condition 2');
    const fault = await submit('security', path, { ...form, '/conditions/0/text': 'Sign the agreement' });
    expect(fault.status).toBe(422);
    expect(fault.html).toContain('Sign the agreement');
    const whole = {
      ...formOnPage(fault, path),
      '/conditions/0/owner': 'colleague',
      '/conditions/0/dueOn': '2099-06-30',
    };
    expect((await submit('legal', path, { ...whole, key: 'x' })).status).toBe(403);
    expect((await submit('auditor', path, whole)).status).toBe(403);
    expect((await submit('security', path, whole)).location).toBe(`/vendors/${id}?done=signed`);
    const second = await submit('security-2', path, { ...whole, key: 'y', '/comment': 'I was late.' });
    expect([second.status, second.html]).toEqual([409, expect.stringContaining('I was late.')]);

    const privacy = await firstStep('privacy', id, 'privacy', { decision: 'approve' });
    await submit('privacy', path, formOnPage(privacy.confirm, path));
    const { html } = await page('colleague', `/vendors/${id}`);
    expect(html).toContain('Approved with conditions');
    expect(html).toContain('Approved for internal and personal data until');
    expect(html).toContain('Sign the agreement');
    const over = await submit('security-2', path, { ...whole, key: 'z', '/comment': 'Much too late.' });
    expect(over.html).toContain('This review is over');
    expect(over.html).toContain('Much too late.');
    expect((await page('security', `/vendors/${id}/sign-off`)).location).toBe(`/vendors/${id}`);
  });

  it('says why it cannot be approved, and asks anew when the answers have changed', async () => {
    const id = await vendors.answered(['internal'], {
      answers: goodAnswers({ deletion: { values: ['no'], note: '', evidence: [] } }),
    });
    expect((await page('security', `/vendors/${id}/sign-off`)).html).toContain(
      'Data could not be taken back.',
    );
    const { path, confirm } = await firstStep('security', id, 'security', { decision: 'approve' });
    const refused = await submit('security', path, formOnPage(confirm, path));
    expect([refused.status, refused.html]).toEqual([422, expect.stringContaining('It cannot be approved')]);
    const privacy = await firstStep('privacy', id, 'privacy', {
      decision: 'request_changes',
      '/comment': 'Explain.',
    });
    expect((await submit('privacy', path, formOnPage(privacy.confirm, path))).status).toBe(303);
    await vendors.save(id, 1, goodAnswers(), { version: 1 });
    await vendors.submit(id, 1, { version: 2 });
    const stale = await submit('security', path, {
      ...formOnPage(confirm, path),
      key: 'new',
      '/comment': 'Kept.',
    });
    expect(stale.status).toBe(412);
    expect(stale.html).toContain('Kept.');
    const seen = await submit('security', `/vendors/${id}/sign-off`, {
      role: 'security',
      decision: 'approve',
      revision: '1',
    });
    expect(seen.html).toContain('You read submission 1; submission 2 has come since.');
  });
});

describe('what goes on with a vendor', () => {
  it('is reported by anybody, and it is assessed again', async () => {
    const id = await vendors.approved(['internal']);
    const path = `/vendors/${id}/reports`;
    const form = formOnPage(await page('colleague', `${path}/new`), path);
    const silent = await submit('colleague', path, { ...form, '/what': 'incident' });
    expect(silent.status).toBe(422);
    expect(silent.html).toMatch(/value="incident"[^>]*checked/);
    const said = { ...form, key: 'second', '/what': 'incident', '/note': hostile };
    for (let pressed = 0; pressed < 2; pressed += 1)
      expect((await submit('colleague', path, said)).location).toBe(`/vendors/${id}?done=reported`);
    expect((await vendors.read(id)).body.assessment).toMatchObject({ reports: [{ what: 'incident' }] });
    const { html } = await page('auditor', `/vendors/${id}`);
    expect(html).toContain('because of an incident');
    expect(html).not.toContain(hostile);
    expect(html).not.toContain('Report it');
  });

  it('ends with a reason, and then flags what rests on it', async () => {
    const name = `Ended ${randomUUID()}`;
    const id = await vendors.approved(['internal', 'personal'], { name });
    const system = { ...(exampleSubmission()['system'] as object), provider: name };
    const request = (await organisation.submit({ system })).body.id;
    for (const [account, role] of signing) await organisation.signOff(account, request, role);
    const path = `/vendors/${id}/off-boarding`;
    expect((await page('requester', `/vendors/${id}`)).html).toContain(request);
    const current = (await page('colleague', `/adoption-requests/${request}`)).html;
    expect(current).toContain(`href="/vendors/${id}"`);
    expect(current).not.toContain('is no longer approved');
    const form = formOnPage(await page('requester', path), path);
    expect((await submit('requester', path, form)).status).toBe(422);
    expect((await submit('colleague', path, { ...form, key: 'a', '/reason': 'No.' })).status).toBe(403);
    const ended = await submit('requester', path, { ...form, key: 'b', '/reason': hostile });
    expect(ended.location).toBe(`/vendors/${id}?done=off_boarded`);
    const { html } = await page('requester', `/vendors/${id}`);
    expect(html).toContain('1 system</a> in use');
    expect((await page('auditor', `/adoption-requests/${request}`)).html).toContain('is no longer approved');
    const { body } = await organisation.call('auditor', 'GET', `/v1/adoption-requests/${request}`);
    expect(body['vendor']).toEqual({ id, name, state: 'off_boarded', current: false, lapsesAt: null });
    expect(html).toContain('that is final');
    expect(html).not.toContain(hostile);
    expect(html).not.toContain('Attach a file');
    expect((await submit('requester', path, { ...form, key: 'c', '/reason': 'Again.' })).status).toBe(409);
  });

  it('takes files that are what they say, and says why it does not take others', async () => {
    const id = await vendors.registered();
    const wrong = await attach('colleague', id, 'report.pdf', Buffer.from('not a pdf'));
    expect([wrong.status, wrong.html]).toEqual([415, expect.stringContaining('Nothing was attached.')]);
    const none = await attach('colleague', id, '', Buffer.alloc(0));
    expect([none.status, none.html]).toEqual([422, expect.stringContaining('Choose a file first.')]);
    expect((await attach('auditor', id, 'report.pdf', pdf)).status).toBe(403);
    expect((await attach('colleague', id, 'report.pdf', pdf)).status).toBe(303);
    expect((await page('auditor', `/vendors/${id}`)).html).toContain('report.pdf');
  });
});
